//! Whether a text is JSON (RFC 8259). Each function expects its part of the grammar at the start
//! of the text and gives back what comes after it, or None when something else is there.

const DEPTH_MAX: u32 = 32; // every level of nesting takes some of the stack

pub fn is_valid(text: &str) -> bool {
    value(text, 0) == Some("")
}

fn value(text: &str, depth: u32) -> Option<&str> {
    if depth > DEPTH_MAX {
        return None;
    }
    let text = skip_spaces(text);
    let rest = match text.chars().next()? {
        '{' => items(&text[1..], '}', depth + 1),
        '[' => items(&text[1..], ']', depth + 1),
        '"' => string(text),
        't' => text.strip_prefix("true"),
        'f' => text.strip_prefix("false"),
        'n' => text.strip_prefix("null"),
        _ => number(text),
    };
    rest.map(skip_spaces)
}

/// What is inside [] or {}, with the closing bracket.
fn items(text: &str, close: char, depth: u32) -> Option<&str> {
    let mut text = skip_spaces(text);
    if let Some(rest) = text.strip_prefix(close) {
        return Some(rest);
    }
    loop {
        if close == '}' {
            text = skip_spaces(string(skip_spaces(text))?).strip_prefix(':')?;
        }
        text = value(text, depth)?;
        if let Some(rest) = text.strip_prefix(close) {
            return Some(rest);
        }
        text = text.strip_prefix(',')?;
    }
}

fn string(text: &str) -> Option<&str> {
    let mut text = text.strip_prefix('"')?;
    loop {
        let next = text.chars().next()?;
        let rest = &text[next.len_utf8()..];
        text = match next {
            '"' => return Some(rest),
            '\\' => escape(rest)?,
            '\0'..' ' => return None,
            _ => rest,
        };
    }
}

fn escape(text: &str) -> Option<&str> {
    if let Some(code) = text.strip_prefix('u') {
        let (digits, rest) = code.split_at_checked(4)?;
        return digits
            .chars()
            .all(|digit| digit.is_ascii_hexdigit())
            .then_some(rest);
    }
    text.strip_prefix(['"', '\\', '/', 'b', 'f', 'n', 'r', 't'])
}

fn number(text: &str) -> Option<&str> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let mut text = text.strip_prefix('0').or_else(|| digits(text))?;
    if let Some(fraction) = text.strip_prefix('.') {
        text = digits(fraction)?;
    }
    if let Some(exponent) = text.strip_prefix(['e', 'E']) {
        text = digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))?;
    }
    Some(text)
}

fn digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

fn skip_spaces(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}
