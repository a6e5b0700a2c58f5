/** A file that no chart can be made from. The message says where, what is wrong and what to do. */
export class InvalidChartFile extends Error {
  override readonly name = "InvalidChartFile";
}
