/** Which groups a token names: an operator's group only for somebody who signs in with a second factor. */

/** @param hasSecondFactor asked for operators alone, so that nobody else's sign-in waits for it */
export const groupsWithSecondFactor = async (
  groups: readonly string[],
  operatorsGroup: string,
  hasSecondFactor: () => Promise<boolean>,
): Promise<readonly string[]> => {
  if (!groups.includes(operatorsGroup) || (await hasSecondFactor())) return groups;
  return groups.filter((group) => group !== operatorsGroup);
};
