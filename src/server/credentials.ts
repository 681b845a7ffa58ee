/** A pair of Vobiz credentials. They stay on the server. */
export interface Credentials {
  auth_id: string;
  auth_token: string;
}

/** Whether these can be sent as credentials: an id that is one path segment, a token that is one header value. */
export const areCredentials = (given: unknown): given is Credentials => {
  const { auth_id, auth_token } = (given ?? {}) as Partial<Record<keyof Credentials, unknown>>;
  return (
    typeof auth_id === 'string' &&
    /^[A-Za-z0-9_]{3,64}$/.test(auth_id) &&
    typeof auth_token === 'string' &&
    /^[\x21-\x7e]{1,512}$/.test(auth_token)
  );
};
