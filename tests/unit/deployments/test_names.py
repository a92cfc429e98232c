from wardian.deployments import names


def test_words_are_many_distinct_and_short() -> None:
    words = names.words()
    assert len(words) == len(set(words)) >= 256
    assert all(word.isascii() and word.isalpha() and word.islower() and 2 <= len(word) <= 10 for word in words)


def test_random_names_are_allowed_and_seldom_alike() -> None:
    made = {names.check(names.random_name()) for _ in range(1000)}
    assert len(made) == 1000
