/** The front door: registers the elements, and exports them, their events and the client. */
export { createClient, VobizError } from './client/client.ts';
export type * from './client/client.ts';
export { VobizNumberBoughtEvent, VobizNumberPicker, VobizNumberSelectedEvent } from './elements/vobiz-number-picker.ts';
export { VobizNumberList, VobizNumberReleasedEvent, VobizNumberRestoredEvent } from './elements/vobiz-number-list.ts';
export { VobizPortal, VobizSessionEndedEvent } from './elements/vobiz-portal.ts';
export type { Strings } from './strings/en.ts';
