// Runs a script of this project with the Node that package-lock.json pins: `node scripts/bootstrap.mjs <script.ts> [arguments…]`.
// It has no dependencies and runs under Node 20, because it runs before anything is installed. It installs what is
// missing or out of date (`npm ci`, its output on stderr), hands over to the script and exits with its code.
// Known weakness: it believes npm's own record of what is installed, so a file deleted by hand inside a package is not
// noticed; deleting node_modules/.holdfast-installed does not help there, deleting node_modules does.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, linkSync, lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const stampFile = join(project, "node_modules", ".holdfast-installed");
const nodeFile = join(project, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const installLimitMs = 15 * 60_000;

let child;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // Without a child the next line of work has not begun, and the default (to end) is right.
  process.on(signal, () => (child === undefined ? process.exit(exitCodeOf(signal)) : child.kill(signal)));
}

// npm runs this in a shell and, when ended or killed itself, does not end it: when either is gone, nobody asks for the
// script any more. Outside npm the parent may be a shell that was meant to end, so this goes on.
if (process.env.npm_lifecycle_event !== undefined) {
  const askedBy = npmAndShell();
  setInterval(() => npmAndShell() === askedBy || process.kill(process.pid, "SIGTERM"), 500).unref();
}

const [script, ...scriptArguments] = process.argv.slice(2);
if (script === undefined) {
  fail("usage: node scripts/bootstrap.mjs <script.ts> [arguments…]");
}
if (!isInstalled()) {
  await install();
}
// The channel ("ipc") lets the script notice when this process is killed, and end too.
process.exitCode = await run(
  nodeToRun(),
  ["--disable-warning=ExperimentalWarning", resolve(project, script), ...scriptArguments],
  ["inherit", "inherit", "inherit", "ipc"],
);

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function exitCodeOf(signal) {
  return 128 + constants.signals[signal];
}

// The shell and npm above it where /proc tells, else whichever of them is the parent.
function npmAndShell() {
  try {
    const [, name, parent] = /\((.*)\) \S (\d+) /.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8")) ?? [];
    return name === "sh" ? `${process.ppid} in ${parent}` : String(process.ppid);
  } catch {
    return String(process.ppid);
  }
}

// At exit: the child's exit code, or 128 and the signal's number where a signal ended it.
function run(command, commandArguments, stdio) {
  return new Promise((finish) => {
    child = spawn(command, commandArguments, {
      stdio,
      // npm is a .cmd file on Windows, which only a shell starts.
      shell: process.platform === "win32" && command === "npm",
    });
    child.once("error", (error) => fail(`${command} cannot be started: ${error.message}`));
    child.once("exit", (code, signal) => {
      child = undefined;
      finish(signal === null ? code : exitCodeOf(signal));
    });
  });
}

function nodeToRun() {
  if (existsSync(nodeFile)) {
    return nodeFile;
  }
  if (Number(process.versions.node.split(".")[0]) >= 24) {
    return process.execPath;
  }
  fail(
    "The package `node` is installed without its binary: npm did not run install scripts " +
      "(`npm config get ignore-scripts` must say false). Allow them, delete node_modules and try again.",
  );
}

function fingerprint() {
  const hash = createHash("sha256").update(readFileSync(join(project, "package-lock.json")));
  return hash.update(`${process.platform} ${process.arch}`).digest("hex");
}

function isInstalled() {
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === fingerprint()) {
    return existsSync(nodeFile) || Number(process.versions.node.split(".")[0]) >= 24;
  }
  if (!existsSync(nodeFile) || !npmRecordMatches()) {
    return false;
  }
  writeFileSync(stampFile, fingerprint());
  return true;
}

// Someone may have run `npm ci` by hand: npm leaves the list of what it installed, which says the same as the stamp.
function npmRecordMatches() {
  const recordFile = join(project, "node_modules", ".package-lock.json");
  if (!existsSync(recordFile)) {
    return false;
  }
  const wanted = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(recordFile, "utf8")).packages;
  const everythingWanted = Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    const mayBeAbsent = path === "" || entry.optional === true || entry.devOptional === true || entry.peer === true;
    return found === undefined ? mayBeAbsent : found.integrity === entry.integrity && found.version === entry.version;
  });
  return everythingWanted && Object.keys(installed).every((path) => wanted[path] !== undefined);
}

async function install() {
  const unlock = await lock();
  try {
    if (isInstalled()) {
      return; // Another process did it while this one waited.
    }
    const modules = join(project, "node_modules");
    if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
      unlock();
      fail(
        `${modules} leads elsewhere and is not what package-lock.json names; \`npm ci\` would empty that place. Remove the link.`,
      );
    }
    process.stderr.write("Installing the packages that package-lock.json names (once)…\n");
    // Inside an npm script (`npm start`) the outer npm's stdout is not ours to write to: everything goes to stderr.
    const code = await run("npm", ["ci", "--no-audit", "--no-fund"], ["ignore", 2, 2]);
    if (code !== 0) {
      unlock();
      fail(`\`npm ci\` failed (exit code ${code}): its reason is above. Nothing was started.`);
    }
    nodeToRun();
    writeFileSync(stampFile, fingerprint());
  } finally {
    unlock();
  }
}

// One install at a time: the second waits. The lock is outside the project because `npm ci` empties node_modules.
async function lock() {
  const name = createHash("sha256").update(project).digest("hex").slice(0, 16);
  const lockFile = join(tmpdir(), `holdfast-install-${name}`);
  const ownFile = `${lockFile}.${process.pid}`;
  const until = Date.now() + installLimitMs;
  for (let waiting = false; ; waiting = true) {
    writeFileSync(ownFile, String(process.pid));
    try {
      linkSync(ownFile, lockFile); // A link appears whole, with the process id in it, or not at all.
      process.once("exit", () => rmSync(lockFile, { force: true }));
      return () => rmSync(lockFile, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") {
        fail(`The install lock ${lockFile} cannot be made: ${error.message}`);
      }
    } finally {
      rmSync(ownFile, { force: true });
    }
    if (!holderLives(lockFile)) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (Date.now() > until) {
      fail(`Another install has held ${lockFile} for ${installLimitMs / 60_000} minutes. Nothing was started.`);
    }
    if (!waiting) {
      process.stderr.write("Waiting for another install of the same project to end…\n");
    }
    await sleep(300);
  }
}

function holderLives(lockFile) {
  try {
    process.kill(Number(readFileSync(lockFile, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
