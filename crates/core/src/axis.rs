//! What our closed lists have in common: an id that programs print and read, and a number for ABIs.

use core::fmt;

/// What is known about an entry of a short list.
pub(crate) struct Item {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) meaning: &'static str,
}

/// A text that is no id of the list that it was read for.
///
/// # Example
///
/// ```
/// use smtpcodes::{Bounce, Provider};
///
/// let told = "bouncy".parse::<Bounce>().unwrap_err().to_string();
/// assert_eq!(told, "expected the id of a bounce: none, soft or hard");
/// let told = "gmial".parse::<Provider>().unwrap_err().to_string();
/// assert_eq!(told, "expected the id of a provider, such as gmail");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct UnknownId {
    list: &'static str,
    /// All ids.
    ids: &'static [&'static str],
    /// The one that was meant, perhaps.
    nearest: Option<&'static str>,
}

impl UnknownId {
    /// Of more ids the message names the nearest alone.
    const FEW: usize = 16;

    pub(crate) fn new(list: &'static str, ids: &'static [&'static str], found: &str) -> Self {
        let far = |id: &&'static str| distance(found, id).map(|far| (far, *id));
        let nearest = ids.iter().filter_map(far).min_by_key(|(far, _)| *far);
        // Two letters of five may be other ones, as where two have changed places.
        let nearest = nearest.filter(|(far, id)| far * 5 <= id.len() * 2).map(|(_, id)| id);
        Self { list, ids, nearest }
    }
}

/// What was expected: the ids if they are few, and else the nearest, if one is near.
impl fmt::Display for UnknownId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected the id of a {}", self.list)?;
        match (self.ids, self.nearest) {
            ([first, more @ .., last], _) if self.ids.len() <= Self::FEW => {
                write!(f, ": {first}")?;
                more.iter().try_for_each(|id| write!(f, ", {id}"))?;
                write!(f, " or {last}")
            }
            (_, Some(id)) => write!(f, ", such as {id}"),
            (_, None) => Ok(()),
        }
    }
}

/// Without the many ids.
impl fmt::Debug for UnknownId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { list, nearest, .. } = self;
        f.debug_struct("UnknownId").field("list", list).field("nearest", nearest).finish_non_exhaustive()
    }
}

impl core::error::Error for UnknownId {}

/// In any case of letters, with blanks or hyphens for underscores.
const fn fold(b: u8) -> u8 {
    match b {
        b' ' | b'-' => b'_',
        _ => b.to_ascii_lowercase(),
    }
}

/// Whether a text is an id or a name: in any case of letters, with blanks or hyphens for underscores.
pub(crate) fn is_id(text: &str, id: &str) -> bool {
    text.len() == id.len() && text.bytes().map(fold).eq(id.bytes().map(fold))
}

/// How many bytes of a text have to be changed, added or taken away to make it an id; `None` if it is far too long.
fn distance(text: &str, id: &str) -> Option<usize> {
    /// No id is longer.
    const LONGEST: usize = 64;
    if text.len() > LONGEST || id.len() > LONGEST {
        return None;
    }
    let mut row: [usize; LONGEST + 1] = core::array::from_fn(|place| place);
    for (line, a) in text.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (place, b) in id.bytes().enumerate() {
            let changed = diagonal + usize::from(fold(a) != fold(b));
            diagonal = row[place + 1];
            row[place + 1] = changed.min(diagonal + 1).min(row[place] + 1);
        }
    }
    Some(row[id.len()])
}

/// `from_id`, `Display`, `FromStr` and serialisation for a type that has `ALL` and `id()`.
macro_rules! ids {
    ($name:ident, $list:literal, $id:literal, $variant:ident) => {
        impl $name {
            #[doc = concat!("The ", $list, " of this id.\n\n# Example\n\n```\nuse smtpcodes::", stringify!($name), ";\n\n")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::from_id(\"", $id, "\"), Some(", stringify!($name), "::", stringify!($variant), "));")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::from_id(\"of no list\"), None);\n```")]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.id() == id)
            }

            /// What to say of a text that names none of them.
            fn unknown(found: &str) -> $crate::UnknownId {
                const IDS: [&str; $name::ALL.len()] = {
                    let mut ids = [""; $name::ALL.len()];
                    let mut place = 0;
                    while place < ids.len() {
                        ids[place] = $name::ALL[place].id();
                        place += 1;
                    }
                    ids
                };
                $crate::UnknownId::new($list, &IDS, found)
            }
        }

        /// The id.
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.id())
            }
        }

        /// From the id.
        impl core::str::FromStr for $name {
            type Err = $crate::UnknownId;

            fn from_str(id: &str) -> Result<Self, Self::Err> {
                Self::from_id(id).ok_or_else(|| Self::unknown(id))
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.id())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::axis::deserialize(from, concat!("the id of a ", $list), Self::from_id)
            }
        }
    };
}
pub(crate) use ids;

/// The methods of an enum that is made from `codes.yaml`: `id` and numbers, and those of [`ids`].
macro_rules! axis {
    ($name:ident($number:ident), $row:ident, $list:literal, $id:literal, $variant:ident) => {
        impl $name {
            #[doc = concat!("Its name for programs: stable, in snake_case.\n\n# Example\n\n```\nuse smtpcodes::", stringify!($name), ";\n\n")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::", stringify!($variant), ".id(), \"", $id, "\");\n```")]
            pub const fn id(self) -> &'static str {
                self.row().id
            }

            #[doc = concat!("Its number for other languages and for storage: it never changes its meaning.\n\n# Example\n\n```\nuse smtpcodes::", stringify!($name), ";\n\n")]
            #[doc = concat!("let number = ", stringify!($name), "::", stringify!($variant), ".number();\n")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::from_number(number), Some(", stringify!($name), "::", stringify!($variant), "));\n```")]
            pub const fn number(self) -> $number {
                self as $number
            }

            #[doc = concat!("The ", $list, " of this number; see [`number`](Self::number).")]
            pub const fn from_number(number: $number) -> Option<Self> {
                if number as usize >= Self::PLACES.len() {
                    return None;
                }
                match Self::PLACES[number as usize] {
                    0 => None,
                    place => Some(Self::ALL[place as usize - 1]),
                }
            }

            const fn row(self) -> &'static $row {
                &Self::ROWS[self.place()]
            }

            /// Which of the rows it has.
            pub(crate) const fn place(self) -> usize {
                Self::PLACES[self as usize] as usize - 1
            }
        }

        $crate::axis::ids!($name, $list, $id, $variant);
    };
}
pub(crate) use axis;

/// `title` and `meaning` for an enum whose rows have them.
macro_rules! texts {
    ($name:ident) => {
        impl $name {
            /// A few words for people.
            pub const fn title(self) -> &'static str {
                self.row().title
            }

            /// What it means, in one to three sentences.
            pub const fn meaning(self) -> &'static str {
                self.row().meaning
            }
        }
    };
}
pub(crate) use texts;

/// Reads an id.
#[cfg(feature = "serde")]
pub(crate) fn deserialize<'de, T, D: serde::Deserializer<'de>>(
    from: D,
    expected: &'static str,
    read: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    struct Id<T>(&'static str, fn(&str) -> Option<T>);

    impl<T> serde::de::Visitor<'_> for Id<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: serde::de::Error>(self, id: &str) -> Result<T, E> {
            (self.1)(id).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(id), &self))
        }
    }

    from.deserialize_str(Id(expected, read))
}
