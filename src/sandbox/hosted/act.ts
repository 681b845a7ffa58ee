import { gstinOf, isNobodys, isPan, panHolders } from '../kyc/documents.ts';
import { setbacks, type Failure, type Setback } from '../kyc/failure.ts';
import { acceptPan, complete, fail } from '../kyc/progress.ts';
import { codes, company, companyPans, gstins, outcomeOf, person, personPans, type Trial } from '../kyc/trials.ts';
import type { Page } from './frame.ts';
import { digilockerPage, gstinPage, panPage } from './steps.ts';
import type { Entry, Kind, Visit } from './visit.ts';

const WRONG_CODES = 3;

/** Does what a form asks for. The page to show again where it could not be done; undefined: the session has moved on. */
export function act(visit: Visit, path: string, fields: URLSearchParams): Page | undefined {
  const { status, kyc_type } = visit.session;
  // A form that comes twice, or from a tab that was left behind, changes nothing.
  const step = status !== 'in_progress' ? '/kyc/pan' : kyc_type === 'company' ? '/kyc/gstin' : '/kyc/digilocker';
  if (path !== step) return undefined;
  if (step === '/kyc/pan') return takePan(visit, fields);
  return step === '/kyc/gstin' ? takeGstin(visit, fields) : takeConsent(visit, fields);
}

function takePan(visit: Visit, fields: URLSearchParams): Page | undefined {
  const { world, session } = visit;
  const as: Kind = fields.get('as') === 'company' ? 'company' : 'individual';
  const [pan, name, birth_date] = [tidy(fields, 'pan'), plain(fields, 'name'), plain(fields, 'birth_date')];
  const again = (entry: Entry, status = 422): Page => ({ ...panPage(visit, as, entry), status });
  const trials = as === 'company' ? companyPans : personPans;

  const faults = {
    ...panFault(pan, as, trials, world.partner.name),
    ...(as === 'company' && !name && { name: 'Enter the legal name of the company.' }),
    ...(as === 'individual' && !isDay(birth_date) && { birth_date: 'Enter the date of birth.' }),
  };
  // What may be somebody's own is not even said back to them.
  if (Object.keys(faults).length > 0) return again({ faults, values: isNobodys(pan) ? { pan, name, birth_date } : {} });

  const outcome = outcomeOf(trials, pan)!;
  if (isSetback(outcome)) return again({ notice: setbacks[outcome], values: { pan, name, birth_date } }, 503);
  if (outcome !== 'fine') fail(world, session, outcome, as);
  else if (as === 'company' && legalName(name) !== legalName(company.name)) fail(world, session, 'company-name', as);
  else if (as === 'individual' && birth_date !== person.birth_date) fail(world, session, 'birth-date', as);
  else acceptPan(world, session, as, pan);
  return undefined;
}

function panFault(pan: string, as: Kind, trials: readonly Trial[], partner: string): { pan?: string } {
  if (!isPan(pan)) return { pan: 'Enter a PAN: five letters, four digits and a letter.' };
  const letter = pan.charAt(3);
  const [wanted, other] = as === 'company' ? ['C', 'P'] : ['P', 'C'];
  if (letter === other) {
    return { pan: `The fourth letter ${letter} stands for ${panHolders[letter]}. Go back and choose that.` };
  }
  if (letter !== wanted) {
    return { pan: `A PAN of ${panHolders[letter]} can’t be verified on this page. Ask ${partner} what to do.` };
  }
  if (!isNobodys(pan)) return { pan: 'This could be somebody’s real PAN, which has no place here. Use a test PAN.' };
  return outcomeOf(trials, pan) ? {} : { pan: 'This is none of the test PANs.' };
}

function takeGstin(visit: Visit, fields: URLSearchParams): Page | undefined {
  const { world, session } = visit;
  const gstin = tidy(fields, 'gstin');
  const again = (entry: Entry, status = 422): Page => ({ ...gstinPage(visit, entry), status });
  const parts = gstinOf(gstin);
  if (!parts) {
    const fault = /^[\dA-Z]{15}$/.test(gstin)
      ? 'The characters of this GSTIN don’t fit together. Check it for a typing mistake.'
      : 'Enter a GSTIN: fifteen letters and digits.';
    return again({ faults: { gstin: fault }, values: isNobodys(gstin.slice(2, 12)) ? { gstin } : {} });
  }
  if (!isNobodys(parts.pan)) {
    return again({ faults: { gstin: 'This could be a real GSTIN, which has no place here. Use a test GSTIN.' } });
  }
  const outcome = parts.pan === session.pan ? outcomeOf(gstins, gstin) : 'gstin-other-pan';
  if (!outcome) return again({ faults: { gstin: 'This is none of the test GSTINs.' }, values: { gstin } });
  if (isSetback(outcome)) return again({ notice: setbacks[outcome], values: { gstin } }, 503);
  if (outcome === 'fine') complete(world, session);
  else fail(world, session, outcome);
  return undefined;
}

function takeConsent(visit: Visit, fields: URLSearchParams): Page | undefined {
  const { world, session } = visit;
  const again = (entry: Entry, status = 422): Page => ({ ...digilockerPage(visit, entry), status });
  if (fields.get('answer') === 'deny') return again({ notice: setbacks.declined });
  const code = tidy(fields, 'code');
  if (!/^\d{6}$/.test(code)) return again({ faults: { code: 'Enter the six digits of the code.' } });
  const outcome = outcomeOf(codes, code) ?? 'code-wrong';
  if (outcome === 'fine') complete(world, session);
  else if (!isSetback(outcome)) fail(world, session, outcome);
  else if (outcome === 'code-wrong' && ++session.wrong_codes >= WRONG_CODES) fail(world, session, 'otp-failed');
  else return again({ notice: setbacks[outcome] }, outcome === 'service-down' ? 503 : 422);
  return undefined;
}

const isSetback = (outcome: 'fine' | Failure | Setback): outcome is Setback => Object.hasOwn(setbacks, outcome);

const plain = (fields: URLSearchParams, name: string) => (fields.get(name) ?? '').trim().slice(0, 200);

// People type documents in groups, and in small letters.
const tidy = (fields: URLSearchParams, name: string) => plain(fields, name).replace(/[\s-]/g, '').toUpperCase();

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

// What people write in more than one way does not make it another company.
const legalName = (text: string) =>
  text
    .toUpperCase()
    .replace(/\bPRIVATE\b/g, 'PVT')
    .replace(/\bLIMITED\b/g, 'LTD')
    .replace(/[^A-Z\d]+/g, ' ')
    .trim();
