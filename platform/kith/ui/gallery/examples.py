"""All examples, in the order the gallery shows them."""

from kith.ui.components import (
    doing_examples,
    forms_examples,
    head_examples,
    pictures_examples,
    prices_examples,
    saying_examples,
    surfaces_examples,
    tables_examples,
)

EXAMPLES = [
    *doing_examples.EXAMPLES,
    *saying_examples.EXAMPLES,
    *forms_examples.EXAMPLES,
    *surfaces_examples.EXAMPLES,
    *prices_examples.EXAMPLES,
    *pictures_examples.EXAMPLES,
    *tables_examples.EXAMPLES,
    *head_examples.EXAMPLES,
]
