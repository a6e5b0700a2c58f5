/** A running service that is measured from outside. */

export interface Target {
  /** Without a slash at its end. */
  readonly url: string;
  /** Where its users' access tokens come from: the local identity provider, or a shell command. */
  readonly tokens: { readonly issuer: string } | { readonly command: string };
}
