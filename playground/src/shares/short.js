/** Short links: a runner keeps the files, and with them a wardian.toml that says what they do not. */

import { ApiError } from "../api.js";
import { connect } from "../backend/index.js";
import { NAME, aboutText, readAbout } from "../projects/about.js";
import { strings } from "../strings.js";
import { checked } from "./checked.js";

/** @import {Original, Project} from "../project.js" */

/** Resolves to the share's name. Rejects with ApiError. @param {Project} project */
export async function keep(project) {
  const { api } = await connect();
  if (api === null) throw new ApiError(0, strings.unreachable);
  const { language, files, binary } = project;
  const { id } = await api.share({ language, files: { [NAME]: aboutText(project), ...files }, binary });
  return id;
}

/** Rejects with ApiError, or with NotOpened. @param {string} id @returns {Promise<Original>} */
export async function find(id) {
  const { api } = await connect();
  if (api === null) throw new ApiError(0, strings.unreachable);
  const { language, files: { [NAME]: about, ...files }, binary } = await api.shared(id);
  const { title, description, kind, run } = about === undefined ? {} : readAbout(about);
  const said = { language, title, description, kind, files: Object.entries(files), ...run, env: Object.entries(run?.env ?? {}) };
  return { key: `share/${id}`, ...checked(said), binary };
}
