"""Label names and values, the first so many."""

from archestra_ops.exposition.vocabulary import MOST_VALUES, Vocabulary


def test_values_in_the_order_of_their_appearance():
    vocabulary = Vocabulary()
    vocabulary.add([("a", "x"), ("b", r"\"\n")])
    pending = vocabulary.pending(("b", "a"))
    pending += ['b="3",a="x"', "", 'b="2",a=""']
    vocabulary.flush()
    assert pending == []
    assert vocabulary.texts() == {"a": ("x", ""), "b": ('"\n', "3", "2")}
    assert [*vocabulary.label_sets.values()] == [("a", "b")]
    assert vocabulary.more == set()


def test_values_with_commas_and_equals_signs():
    vocabulary = Vocabulary()
    vocabulary.pending(("a", "b")).extend(['a=",z",b="="', 'a="b=",b=","', 'a="",b=",b="'])
    vocabulary.flush()
    assert vocabulary.texts() == {"a": (",z", "b=", ""), "b": ("=", ",", ",b=")}


def test_more_values_than_are_kept():
    vocabulary = Vocabulary()
    pending = vocabulary.pending(("a", "b"))
    for number in range(3 * MOST_VALUES):
        pending.append(f'a="{number}",b="{number % MOST_VALUES}"')
        if number % 7 == 0:
            vocabulary.flush()
    vocabulary.flush()
    assert vocabulary.texts() == {
        "a": tuple(map(str, range(MOST_VALUES))),
        "b": tuple(map(str, range(MOST_VALUES))),
    }
    assert vocabulary.more == {"a"}


def test_more_label_sets_than_are_kept():
    vocabulary = Vocabulary()
    for number in range(300):
        vocabulary.add([(f"l{number}", "x")])
    assert len(vocabulary.label_sets) == len(vocabulary.values) == 100
    assert vocabulary.pending(("other",)) is None
    assert vocabulary.pending(("l7",)) == []
