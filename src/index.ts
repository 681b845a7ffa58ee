/** The front door: registers the elements, and exports them, their events and the client. */
export { createClient, VobizError } from './client/client.ts';
export type * from './client/client.ts';
export * from './elements/number-events.ts';
export * from './elements/picker-events.ts';
export { VobizPortal, VobizSessionEndedEvent } from './elements/vobiz-portal.ts';
export { VobizNumberList } from './elements/vobiz-number-list.ts';
export { VobizNumberPicker } from './elements/vobiz-number-picker.ts';
export type { Strings } from './strings/en.ts';
export type { Wording } from './strings/reworded.ts';
