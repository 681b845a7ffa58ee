import { codes, company, companyPans, gstins, person, personPans } from '../kyc/trials.ts';
import { markup } from '../markup.ts';
import { alerts, field, form, titleOf, type Page } from './frame.ts';
import { pathOf, type Entry, type Kind, type Visit } from './visit.ts';

/** What it is about, what is needed, and the choice between a person and a company. */
export const landing = ({ world, session, account }: Visit): Page => ({
  title: 'Verify your identity',
  step: 0,
  main: markup`<h1>Verify your identity</h1>
<p class="lead">${world.partner.name} needs to know who is behind <strong>${account.name}</strong> before it can rent numbers and make calls. It takes about two minutes; you upload nothing.</p>
<div class="choices">
<section>
<h2>For a person</h2>
<p class="small">Sole proprietors too.</p>
<ul>
<li>Your PAN, whose fourth letter is P</li>
<li>Your date of birth</li>
<li>The mobile that is linked to your Aadhaar, for a code</li>
</ul>
<a class="button" href="${pathOf('verify', session, '&as=individual')}">Continue as a person</a>
</section>
<section>
<h2>For a company</h2>
<p class="small">Registered companies.</p>
<ul>
<li>The company’s PAN, whose fourth letter is C</li>
<li>Its exact legal name</li>
<li>Its GSTIN</li>
</ul>
<a class="button" href="${pathOf('verify', session, '&as=company')}">Continue as a company</a>
</section>
</div>
<p class="small">For a firm, LLP, trust, HUF or anyone else, ask ${world.partner.name} before you start.</p>`,
});

/** The PAN and what goes with it. */
export function panPage(visit: Visit, as: Kind, entry: Entry = {}): Page {
  const isCompany = as === 'company';
  const title = isCompany ? 'The company’s PAN' : 'Your PAN';
  return {
    title: titleOf(title, entry),
    step: 0,
    main: markup`${alerts(entry)}<h1>${title}</h1>
${form(
  'pan',
  visit,
  markup`<input type="hidden" name="as" value="${as}">`,
  field(
    'pan',
    'PAN',
    `Ten characters; the fourth letter is ${isCompany ? 'C' : 'P'}.`,
    markup`class="code" maxlength="10" autocapitalize="characters" spellcheck="false"`,
    entry,
  ),
  isCompany
    ? field('name', 'Legal name', 'Exactly as it is registered.', markup`maxlength="200" spellcheck="false"`, entry)
    : field('birth_date', 'Date of birth', 'As it is on the PAN card.', markup`type="date"`, entry),
  markup`<div class="actions"><button>Continue</button><a href="${pathOf('verify', visit.session)}">Back</a></div>`,
)}`,
    trials: [
      isCompany ? { heading: 'PAN of a company', list: companyPans } : { heading: 'PAN of a person', list: personPans },
      isCompany
        ? { heading: 'Legal name', list: [{ input: 'Acme Technologies Pvt Ltd', says: 'matches; any other ends it' }] }
        : { heading: 'Date of birth', list: [{ input: '15 January 1990', says: 'matches; any other ends it' }] },
      { heading: 'Other PANs', list: [{ input: 'SBXFA0000A', says: 'a firm, which can’t be verified here' }] },
    ],
  };
}

/** The make-believe DigiLocker: a code from the mobile, and the consent. */
export function digilockerPage(visit: Visit, entry: Entry = {}): Page {
  const title = 'Share your Aadhaar from DigiLocker';
  return {
    title: titleOf(title, entry),
    step: 1,
    main: markup`${alerts(entry)}<p class="from">DigiLocker, make-believe</p>
<h1>${title}</h1>
<p>A code is on its way to the mobile that is linked to the Aadhaar of <strong>${person.name}</strong>.</p>
<div class="consent"><h2>What you allow Vobiz to read, once</h2>
<ul><li>Name</li><li>Date of birth and gender</li><li>Address</li><li>The last four digits of Aadhaar</li></ul></div>
${form(
  'digilocker',
  visit,
  field(
    'code',
    'Code from the message',
    'Six digits.',
    markup`class="code" inputmode="numeric" maxlength="6" autocomplete="one-time-code"`,
    entry,
  ),
  markup`<div class="actions"><button name="answer" value="allow">Allow</button><button class="quiet" name="answer" value="deny">Deny</button></div>`,
)}`,
    trials: [{ heading: 'Code', list: codes }],
  };
}

/** The company's registration for GST. */
export function gstinPage(visit: Visit, entry: Entry = {}): Page {
  const title = 'The company’s GSTIN';
  return {
    title: titleOf(title, entry),
    step: 1,
    main: markup`${alerts(entry)}<h1>${title}</h1>
<p>Any active registration of <strong>${company.name}</strong> will do.</p>
${form(
  'gstin',
  visit,
  field(
    'gstin',
    'GSTIN',
    'Fifteen characters; the third to the twelfth are the PAN.',
    markup`class="code" maxlength="15" autocapitalize="characters" spellcheck="false"`,
    entry,
  ),
  markup`<div class="actions"><button>Continue</button></div>`,
)}`,
    trials: [{ heading: 'GSTIN', list: gstins }],
  };
}
