/**
 * What a chart is drawn from, and what is drawn. Pure data, for service, client and pages.
 *
 * One unit is one seat width, 0.5 m. x grows to the right and y away from the stage, both as on paper with the stage at
 * the top. Results are rounded to hundredths of a unit.
 */
export {};
