/**
 * Reads an environment variable, once, at cold start.
 * @throws Error with the name of the variable if it is absent or empty
 */
export const environment = (variable: string): string => {
  const value = process.env[variable];
  if (value === undefined || value === "") {
    throw new Error(`The environment variable ${variable} is not set.`);
  }
  return value;
};
