/** What is completed in Rust besides the program's own names. Sources: the Rust reference, and std's documentation. */

import { completing } from "./completion.js";

/** After `edge::`; lib.rs of the toolchain has them. */
export const EDGE =
  "request fetch send select receive head read close kv_get kv_set kv_append kv_add kv_swap kv_delete kv_keys Request Response Head Handle Error Code Result";

export const completeRust = completing({
  word: /\w+/,
  prose: /Comment|^String$|RawString|Char|Escape|^Integer$|^Float$|Lifetime/,
  keywords: `as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref
    return self Self static struct super trait true type unsafe use where while bool char f32 f64 i8 i16 i32 i64 i128 isize str u8
    u16 u32 u64 u128 usize`,
  library: {
    macro: "println! print! eprintln! eprint! format! vec! write! writeln! panic! assert! assert_eq! assert_ne! matches! todo! unreachable! dbg!",
    std: `Option Some None Result Ok Err String Vec Box Rc RefCell Cell Arc Mutex HashMap HashSet BTreeMap BTreeSet VecDeque Iterator
      Default Clone Copy Debug PartialEq Eq PartialOrd Ord Hash From Into TryFrom TryInto ToString AsRef Deref Drop Fn FnMut FnOnce
      drop edge std`,
  },
  owner: /([A-Za-z_]\w*|\)|\]|"|\?)\s*(?:\.|::)\w*$/,
  members: {
    edge: EDGE,
    std: "collections env error fmt fs io iter mem num process rc str string sync thread time",
    io: "stdin stdout stderr Read Write BufRead BufReader BufWriter Error ErrorKind Result self",
    env: "args var vars",
    process: "exit abort ExitCode",
    collections: "HashMap HashSet BTreeMap BTreeSet VecDeque BinaryHeap",
    String: "new from with_capacity from_utf8 from_utf8_lossy",
    Vec: "new with_capacity from",
    "": `len is_empty push push_str pop insert remove get get_mut first last iter iter_mut into_iter contains contains_key entry or_insert
      keys values clone to_string to_owned as_str as_bytes chars bytes lines split split_whitespace trim parse replace starts_with
      ends_with to_lowercase to_uppercase map filter filter_map flat_map fold sum product count min max min_by_key max_by_key any all
      find position enumerate zip rev skip take chain collect sort sort_by sort_by_key sort_unstable dedup reverse join concat unwrap
      unwrap_or unwrap_or_else unwrap_or_default expect ok err is_some is_none is_ok is_err and_then ok_or map_err as_ref as_mut
      borrow borrow_mut lock wrapping_add wrapping_mul saturating_sub checked_add checked_div abs pow sqrt new from default`,
  },
  names: /^(Identifier|BoundIdentifier|TypeIdentifier|ScopeIdentifier)$/,
  fields: /^FieldIdentifier$/,
  local: /^(Block|ParamList)$/,
});
