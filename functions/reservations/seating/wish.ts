/** What a party asks for that wants the best available seats. */
export interface BestAvailable {
  /** 1 or more. */
  readonly quantity: number;
  /** Seats of this section only. */
  readonly section?: string | undefined;
  /** Seats of this category only. */
  readonly category?: string | undefined;
  /** An accessible seat with companion seats, `quantity` seats together. */
  readonly accessible?: boolean | undefined;
}
