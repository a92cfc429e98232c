/** Makes a link to a program. */

import { ApiError } from "./api.js";
import { connect } from "./backend/index.js";
import { strings } from "./strings.js";

/** @import {Project} from "./project.js" */

/** @param {Project} project @param {string} page  The page that the link leads to. */
export async function share({ language, files }, page) {
  const { api } = await connect();
  if (api === null) throw new ApiError(0, strings.unreachable);
  const { id } = await api.share({ language, files });
  const url = new URL(page, location.href);
  url.search = new URLSearchParams({ share: id }).toString();
  return url.href;
}
