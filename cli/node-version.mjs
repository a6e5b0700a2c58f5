/** The first import of every command that people start, in plain JavaScript so that an older Node can run it. */
const NODE_MAJOR_MIN = 24;

if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) {
  console.error(
    `Encore needs Node ${NODE_MAJOR_MIN}, and this is ${process.version}. Run npm install, which brings its own Node, then use the npm scripts such as npm start; or install Node ${NODE_MAJOR_MIN}.`,
  );
  process.exit(1);
}
