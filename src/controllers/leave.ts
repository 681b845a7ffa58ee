/**
 * How the portal leaves its page. No part of the public interface; tests put a recorder in its place, since a browser lets
 * nobody replace `location.assign` itself.
 */
export const browser = {
  leave: (address: string) => location.assign(address),
};
