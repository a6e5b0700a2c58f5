import { type IOidcProvider, WebIdentityPrincipal } from "aws-cdk-lib/aws-iam";

/** Who issues the tokens of GitHub's workflows, without its scheme, as IAM names the keys of its conditions. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";
/** Whom these tokens are for, as aws-actions/configure-aws-credentials asks for them. */
export const AUDIENCE = "sts.amazonaws.com";

/**
 * `owner/name`, or `owner@id/name@id` for a repository with immutable subject claims: every one on github.com that was
 * made, renamed or transferred since the summer of 2026. GitHub's settings show which form a repository has.
 */
const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:@\d+)?\/[A-Za-z0-9._-]+(?:@\d+)?$/;

/** @throws Error unless the text names exactly one repository: a wildcard would trust everybody's workflows */
export const oneRepository = (text: string | undefined): string => {
  if (text !== undefined && REPOSITORY.test(text)) return text;
  throw new Error(
    `Name the one repository whose workflows may deploy, with -c repository=owner/name or -c repository=owner@id/name@id, not "${text ?? ""}".`,
  );
};

/** The subject of a job's token. GitHub decides it by the job's environment, and without one by what started it. */
export const subjectOf = (repository: string, job: { readonly environment: string } | "pull_request"): string =>
  `repo:${oneRepository(repository)}:${job === "pull_request" ? job : `environment:${job.environment}`}`;

/** Only workflow jobs with exactly this subject, and tokens that were made for AWS. */
export const jobsOf = (provider: IOidcProvider, subject: string): WebIdentityPrincipal =>
  new WebIdentityPrincipal(provider.oidcProviderArn, {
    StringEquals: { [`${GITHUB_ISSUER}:aud`]: AUDIENCE, [`${GITHUB_ISSUER}:sub`]: subject },
  });
