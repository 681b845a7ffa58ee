const en = {
  skip: 'Skip to content',
  patience: 'One moment…',
  foot: 'Tarang Cloud is an invented company. Its customers are invented too.',
  claim: 'A phone number for your business, in minutes.',
  pitch: 'Find a number in your city, see what it costs before you pay, and give it back when you no longer need it.',
  signIn: 'Sign in to Tarang Cloud',
  choose: 'Choose a demo customer. Each meets the portal in a different situation.',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  ended: 'You are signed out.',
  signInAgain: 'Sign in again',
  silent: 'Tarang Cloud did not answer.',
  again: 'Try again',
  portal: 'Phone numbers',
  portalLead: 'Your numbers, and new ones to choose from.',
  picker: 'Buy a number',
  pickerLead: 'Pick a number. You see the whole price before you pay.',
  list: 'My numbers',
  listLead: 'Where your numbers ring, what they cost, and how to give one back.',
  kyc: 'Verification',
  kycLead: 'Who uses a phone number has to be known. It takes about two minutes.',
};

/** Names of the page's own words; the portal brings its own. */
export type Word = keyof typeof en;

const hi: Record<Word, string> = {
  skip: 'सीधे सामग्री पर जाएँ',
  patience: 'एक पल…',
  foot: 'Tarang Cloud एक काल्पनिक कंपनी है। उसके ग्राहक भी काल्पनिक हैं।',
  claim: 'आपके कारोबार का फ़ोन नंबर, कुछ ही मिनटों में।',
  pitch: 'अपने शहर का नंबर खोजें, पैसे देने से पहले पूरा ख़र्च देखें, और ज़रूरत न रहे तो नंबर छोड़ दें।',
  signIn: 'Tarang Cloud में साइन इन करें',
  choose: 'एक डेमो ग्राहक चुनें। हर ग्राहक की स्थिति अलग है।',
  signedInAs: 'साइन इन है',
  signOut: 'साइन आउट करें',
  ended: 'आप साइन आउट हो चुके हैं।',
  signInAgain: 'फिर साइन इन करें',
  silent: 'Tarang Cloud से जवाब नहीं आया।',
  again: 'फिर कोशिश करें',
  portal: 'फ़ोन नंबर',
  portalLead: 'आपके नंबर, और चुनने के लिए नए नंबर।',
  picker: 'नंबर ख़रीदें',
  pickerLead: 'नंबर चुनें। पैसे देने से पहले पूरा ख़र्च दिखेगा।',
  list: 'मेरे नंबर',
  kyc: 'सत्यापन',
  kycLead: 'यह जानना ज़रूरी है कि फ़ोन नंबर कौन इस्तेमाल करता है। इसमें क़रीब दो मिनट लगते हैं।',
  listLead: 'आपके नंबर कहाँ बजते हैं, कितना ख़र्च है, और नंबर कैसे छोड़ें।',
};

/** The languages of the page. */
export type Language = 'en' | 'hi';

const words = { en, hi };

/** A word in a language. */
export const wordIn = (lang: Language, word: Word): string => words[lang][word];

/** Says every `data-word` below `root` in a language. */
export function speak(root: ParentNode, lang: Language): void {
  for (const one of root.querySelectorAll<HTMLElement>('[data-word]')) {
    one.textContent = wordIn(lang, one.dataset['word'] as Word);
  }
}
