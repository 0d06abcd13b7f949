// Files that come into the tab and files that leave it: dropped, chosen, named by the link; saved as downloads.

const COME = "/dropped"; // where they lie for the game; nothing of it is kept
const LARGEST = 20_000_000; // bytes: as long as the longest file that the game reads
const LEAVING = ["reports/", "handed_in/", "screenshots/"]; // folders of what a player saves on a desktop

/** Save a file where the browser saves files. */
export function give(name, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name.slice(name.lastIndexOf("/") + 1);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const given = new Map();

/** Give what the game has saved in a folder that a player of a desktop would open; called with what has changed. */
export function giveSaved(changed) {
  for (const [path, { bytes, time }] of changed) {
    if (!LEAVING.some((folder) => path.startsWith(folder)) || path.endsWith(".new") || given.get(path) === time) continue;
    given.set(path, time);
    give(path, bytes);
  }
}

function put(FS, name, bytes) {
  FS.mkdirTree(COME);
  const path = `${COME}/${name.replaceAll("/", "_")}`;
  FS.writeFile(path, bytes);
  return path;
}

/** Have files that are dropped on the page, or chosen in a field, told by their paths. */
export function takeFiles(FS, field, told) {
  async function take(files) {
    for (const file of files) {
      let bytes;
      try {
        // What is too long comes in cut, but still too long, so that the game says so.
        bytes = new Uint8Array(await file.slice(0, LARGEST + 1).arrayBuffer());
      } catch {
        bytes = new Uint8Array(); // a folder, or a file that changed meanwhile: the game says what is wrong with it
      }
      told(put(FS, file.name, bytes));
    }
  }
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    take([...event.dataTransfer.files]); // the browser takes its list away when this returns
  });
  field.addEventListener("change", () => {
    take([...field.files]);
    field.value = "";
  });
}

async function fetched(FS, address) {
  // Only what lies beside the game: a link of somebody else's brings nothing into it.
  if (address.origin !== location.origin) return null;
  const answer = await fetch(address);
  // An address of our own may lead on to another's.
  if (!answer.ok || new URL(answer.url).origin !== location.origin) return null;
  return put(FS, decodeURIComponent(address.pathname.split("/").at(-1)), new Uint8Array(await answer.arrayBuffer()));
}

/**
 * Fetch the session pack that the link names (`?session=night_shift.toml`), with its own levels, and return its path.
 *
 * `wanted` says for a path which levels are not the game's; null where there is no pack.
 */
export async function linked(FS, wanted) {
  const named = new URLSearchParams(location.search).get("session");
  if (!named) return null;
  let address;
  try {
    address = new URL(named, location.href);
  } catch {
    return null; // no address at all
  }
  const pack = await fetched(FS, address);
  if (pack === null) return null;
  for (const level of wanted(pack)) await fetched(FS, new URL(`${level}.toml`, address));
  return pack;
}
