/** What a deployment does with the pages: it puts their files into the bucket that the edge serves them from. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { edgeBehaviour } from "#lib/edge/edge-behaviours.ts";
import { contentTypeOf } from "#lib/publication/content-types.ts";
import { CONFIG_PATH } from "#lib/publication/page-settings.ts";

export interface Publication {
  readonly client: S3Client;
  readonly bucket: string;
}

interface PageObject {
  readonly path: string;
  readonly body: Uint8Array;
}

const put = async ({ client, bucket }: Publication, { path, body }: PageObject): Promise<void> => {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: path.slice(1),
      Body: body,
      ContentType: contentTypeOf(extname(path)),
      CacheControl: edgeBehaviour(path)?.cacheControl ?? "no-cache",
    }),
  );
};

/** Their names change with their content, so nobody asks for one before a page names it. */
const isAsset = ({ path }: PageObject): boolean => path.startsWith("/assets/");

const filesIn = async (folder: string): Promise<readonly PageObject[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const objects = await Promise.all(
    files.map(async (file) => ({
      path: `/${relative(folder, file).split(sep).join("/")}`,
      body: await readFile(file),
    })),
  );
  // What the build keeps for itself, in `.vite`, is no page.
  return objects.filter(({ path }) => !path.startsWith("/."));
};

/**
 * Publishes the files of a folder and the settings of the stage. Assets go first, so that no page names one that is not
 * there. Those of earlier pages stay: somebody has such a page open, and it loads parts of itself when they are needed.
 */
export const publishPages = async (publication: Publication, folder: string, config: string): Promise<number> => {
  const objects = [...(await filesIn(folder)), { path: CONFIG_PATH, body: Buffer.from(config) }];
  await Promise.all(objects.filter(isAsset).map((object) => put(publication, object)));
  for (const object of objects) if (!isAsset(object)) await put(publication, object);
  return objects.length;
};

/** Removes every object, so that the bucket can be removed. */
export const emptyBucket = async ({ client, bucket }: Publication): Promise<void> => {
  for (;;) {
    const page: ListObjectsV2CommandOutput = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
    if (keys.length === 0) return;
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }));
  }
};
