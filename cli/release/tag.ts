/** Tags of releases: a version of https://semver.org behind a "v". */
const TAG = /^v(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/;

export interface ReleaseFiles {
  /** The version in package.json. */
  readonly version: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
}

/** The text of a version's section in a changelog of the form https://keepachangelog.com; undefined if it has none. */
export const changesOf = (version: string, changelog: string): string | undefined => {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}] - `));
  const body = section?.slice(section.indexOf("\n") + 1).replace(/^\[[^\]]+\]: .*$/gm, "");
  return body?.trim() || undefined;
};

/**
 * @returns what the release changes, as its section of the changelog says
 * @throws Error if the tag is not that of this version, or the changelog says nothing of it
 */
export const checkTag = (tag: string, { version, changelog }: ReleaseFiles): string => {
  const tagged = TAG.exec(tag)?.[1];
  if (tagged === undefined) throw new Error(`A release has a tag such as v1.2.3, not "${tag}".`);
  if (tagged !== version) throw new Error(`The tag ${tag} is on a commit whose package.json has version ${version}.`);
  const changes = changesOf(version, changelog);
  if (changes === undefined) {
    throw new Error(`CHANGELOG.md has no section "## [${version}] - <date>" that says what changed.`);
  }
  return changes;
};
