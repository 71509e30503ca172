/** How the shell shows replies. */
export interface ReplyLook {
  /** A reply that is higher than the screen is shown in the pager. */
  paged: boolean;
  /** JSON, hashes and entries of streams are laid out for reading, instead of as redis-cli prints them. */
  pretty: boolean;
}

/** As redis-cli does it. */
export const plainLook: ReplyLook = { paged: false, pretty: false };
