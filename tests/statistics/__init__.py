# noqa: A005 - a room of tests, named like the room it tests
