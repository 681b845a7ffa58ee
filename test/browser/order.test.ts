import { expect } from '@open-wc/testing';
import { createClient } from '../../src/client/client.ts';
import '../../src/elements/vobiz-number-list.ts';
import { createSandbox } from '../../src/sandbox/index.ts';
import { clear, proxyOver } from './portal-parts.ts';
import { seen, text } from './sight.ts';

describe('an element that was loaded before its portal', () => {
  afterEach(clear);

  it('waits for it, and works as soon as it is there', async () => {
    const portal = document.createElement('vobiz-portal');
    const list = document.createElement('vobiz-number-list');
    portal.append(list);
    document.body.append(portal);
    await list.updateComplete;
    expect(text()).to.equal('');
    await import('../../src/elements/vobiz-portal.ts');
    portal.client = createClient({ endpoint: '/vobiz', fetch: proxyOver(createSandbox(), () => 'MA_ASHA') });
    await seen('Where it rings');
  });
});
