/** Everything about finding numbers in ways that the service cannot; loaded when somebody wants to. */
import './vobiz-number-filter.ts';

export { filter, goTo } from './filter.ts';
export { countOf, findings, look, pagesOf, scanIn } from './findings.ts';
export { unrefined, wishes } from './refine.ts';
