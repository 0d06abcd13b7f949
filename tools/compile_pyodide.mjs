// Compiles what a seat imports, with the Python that runs it there:
//
//     node tools/compile_pyodide.mjs RUNTIME GAME.zip OUT.zip
//
// tools/fetch_pyodide.py calls it; game/app/web_folder.py puts what comes of it into the archives of a seat.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const COMPILE = `
import sys, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from importlib.util import cache_from_source, source_hash

sys.path.insert(0, "/game")
import game.web.seat
import game.web.analysis

LIBRARY = "/lib/python314.zip/"
loaded = {getattr(one, "__file__", None) for one in list(sys.modules.values())}

def compiled(archive, place, checked):
    with zipfile.ZipFile(f"/given/{archive}") as given:
        for member in sorted(given.namelist()):
            # Of Python's own library what is never imported stays as it is.
            if not member.endswith(".py") or (place == LIBRARY and place + member not in loaded):
                continue
            source = given.read(member)
            code = compile(source, place + member, "exec", dont_inherit=True)
            name = member + "c" if place == LIBRARY else cache_from_source(member)
            yield f"{archive}/{name}", _code_to_hash_pyc(code, source_hash(source), checked)

with zipfile.ZipFile("/out.zip", "w", zipfile.ZIP_DEFLATED) as out:
    for archive in archives:
        # What is pinned needs no comparing with its source; the game's own does, since it may have changed.
        own = archive == "game.zip"
        library = archive == "python_stdlib.zip"
        place = LIBRARY if library else "/game/" if own else "/lib/python3.14/site-packages/"
        for name, code in compiled(archive, place, own):
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), code, zipfile.ZIP_DEFLATED)
`;

const [runtime, game, out] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.resolve(runtime, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: path.resolve(runtime) });
const wheels = fs.readdirSync(runtime).filter((name) => name.endsWith(".whl"));
python.FS.mkdir("/given");
for (const name of ["python_stdlib.zip", ...wheels, "game.zip"]) {
  const bytes = new Uint8Array(fs.readFileSync(name === "game.zip" ? game : path.join(runtime, name)));
  python.FS.writeFile(`/given/${name}`, bytes);
  if (name === "game.zip") python.unpackArchive(bytes, "zip", { extractDir: "/game" });
  else if (name.endsWith(".whl")) python.unpackArchive(bytes, "wheel");
}
python.globals.set("archives", python.toPy(["python_stdlib.zip", ...wheels, "game.zip"]));
python.runPython(COMPILE);
fs.writeFileSync(out, python.FS.readFile("/out.zip"));
