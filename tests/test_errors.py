from __future__ import annotations

from archestra_ops import errors


def test_exit_codes_tell_bad_input_from_not_knowing() -> None:
    codes = {
        name: kind.exit_code
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.OpsError)
    }

    assert codes == {
        "OpsError": 2,
        "PackError": 2,
        "PromQLError": 2,
        "ExpositionError": 2,
        "TemplateError": 2,
        "UnavailableError": 3,
        "FetchError": 3,
        "NotHttpError": 3,
        "ToolMissingError": 3,
    }


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    kinds = [
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.OpsError)
    ]

    assert errors.__doc__ is not None
    assert [name for name in kinds if name not in errors.__doc__] == []


def test_an_error_has_a_sentence_and_may_have_a_hint() -> None:
    error = errors.PackError("no provider named 'asure'", hint="did you mean 'azure'?")

    assert (str(error), error.hint) == ("no provider named 'asure'", "did you mean 'azure'?")
    assert errors.OpsError("it broke").hint == ""
