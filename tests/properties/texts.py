"""Texts and JSON as they come from outside: near what is wanted, and anything at all."""

from hypothesis import strategies as st

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
"""With controls, halves of characters and everything else that a text can hold."""
VISIBLE = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60)
"""What a header can carry."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def slipped(draw: st.DrawFn, text: str, letters: str | None = None) -> str:
    """`text` with one letter replaced, put in, dropped or doubled: a slip, or an attacker's first try."""
    place = draw(st.integers(0, max(0, len(text) - 1)))
    other = draw(st.sampled_from(letters) if letters else st.characters(exclude_categories=()))
    return draw(
        st.sampled_from(
            [
                text[:place] + other + text[place + 1 :],
                text[:place] + other + text[place:],
                text[:place] + text[place + 1 :],
                text[:place] + text[place : place + 1] + text[place:],
            ]
        )
    )
