"""One policy: what may be asked for, by name and by address."""

import socket

import pytest

from xuncha.engine.acquire.door import Door
from xuncha.engine.acquire.errors import GateRefusedError
from xuncha.engine.acquire.gate import Gate
from xuncha.engine.domain.fetches import HostMap

OPEN = Gate()
CLOSED = Gate(HostMap((("a.example", "127.0.0.1", 8001), ("b.example", "10.1.2.3", 80))))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "http://printer.local/",
        "http://intranet/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::7f00:1]/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "https://127.0.0.1:8443/",
        "ftp://www.gov.cn/",
        "file:///etc/passwd",
        "gopher://www.gov.cn/",
        "javascript:alert(1)",
        "http://user:secret@www.gov.cn/",
        "http://www.gov.cn@127.0.0.1/",
        "http://www.gov.cn\\@127.0.0.1/",
        "http://127.0.0.1%2f.gov.cn/",
        "http://www.gov.cn:99999/",
        "http:///path",
        "http://[bad/",
        "http://www.gov.cn\n.evil/",
        "http://" + "长" * 70 + ".example/",
        "",
    ],
)
def test_what_lies_inside_or_is_spelled_oddly_is_refused(url: str) -> None:
    ruling = OPEN.rule_url(url)
    assert not ruling.allowed
    assert ruling.reason


@pytest.mark.parametrize(
    "url",
    [
        "http://www.gov.cn/",
        "https://www.gov.cn:8443/a?b=c@d",
        "http://WWW.GOV.CN./",
        "http://202.96.128.86/",
        "http://[2400:3200::1]/",
        "http://中文.政务/",
        "http://www.gov.cn/a b\\c%2f.html?x=1@2",
    ],
)
def test_public_names_and_addresses_are_allowed(url: str) -> None:
    assert OPEN.rule_url(url).allowed


@pytest.mark.parametrize(
    "url",
    ["http://c.example/", "http://www.gov.cn/", "http://127.0.0.1:8001/", "http://202.96.128.86/"],
)
def test_with_a_host_map_every_unmapped_name_is_refused(url: str) -> None:
    assert not CLOSED.rule_url(url).allowed


def test_a_mapped_name_may_go_to_its_own_address_only() -> None:
    assert CLOSED.rule_url("http://A.example.:9999/x").allowed
    assert CLOSED.rule_address("a.example", "127.0.0.1", 8001).allowed
    assert not CLOSED.rule_address("a.example", "127.0.0.1", 8002).allowed
    assert not CLOSED.rule_address("a.example", "10.1.2.3", 80).allowed
    assert not CLOSED.rule_address("a.example", "93.184.216.34", 80).allowed
    assert not CLOSED.rule_address("c.example", "127.0.0.1", 8001).allowed


def test_a_chinese_name_and_its_punycode_are_one_host() -> None:
    gate = Gate(HostMap((("巡查.example", "127.0.0.1", 8001),)))
    assert gate.rule_url("http://巡查.example/").allowed
    assert gate.pin_of("巡查.example".encode("idna").decode()) == ("127.0.0.1", 8001)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "192.168.0.9", "fe80::1%eth0", "nonsense"])
def test_a_public_name_that_answers_with_an_inside_address_is_refused(address: str) -> None:
    assert not OPEN.rule_address("www.gov.cn", address, 80).allowed


class Wires:
    """A reactor that notes where it is told to connect."""

    def __init__(self) -> None:
        self.connected: list[tuple[str, int]] = []
        self.nameResolver = self

    def connectTCP(self, host: str, port: int, factory: object) -> None:  # noqa: N802
        self.connected.append((host, port))

    def installNameResolver(self, resolver: object) -> None:  # noqa: N802
        self.installed = resolver


class Answers:
    """Takes what a name resolver finds."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        self.addresses = []

    def addressResolved(self, address: object) -> None:  # noqa: N802
        self.addresses.append(address.host)  # type: ignore[attr-defined]

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def test_the_reactor_judges_the_address_it_connects_to() -> None:
    wires = Wires()
    Door(OPEN).hang_in(wires)
    wires.connectTCP("93.184.216.34", 80, object())
    for inside in ("127.0.0.1", "::1", "10.0.0.1", "240.0.0.1", "::ffff:127.0.0.1"):
        with pytest.raises(GateRefusedError):
            wires.connectTCP(inside, 80, object())
    assert wires.connected == [("93.184.216.34", 80)]


def test_the_reactor_sends_mapped_names_to_their_address_and_knows_no_others() -> None:
    wires, answers = Wires(), Answers()
    door = Door(CLOSED)
    door.hang_in(wires)
    for name in ("a.example", "B.example.", "a.example"):
        door.resolveHostName(answers, name, 80)
        wires.connectTCP(answers.addresses[0], 80, object())
    assert wires.connected == [("127.0.0.1", 8001), ("10.1.2.3", 80), ("127.0.0.1", 8001)]
    door.resolveHostName(answers, "www.gov.cn", 80)
    assert (answers.addresses, answers.is_complete) == ([], True)
    with pytest.raises(GateRefusedError):
        wires.connectTCP("127.0.0.1", 8001, object())


def test_every_spelling_a_c_library_takes_for_loopback_is_known() -> None:
    """The refusals above rest on the C library reading these as 127.0.0.1."""
    for spelling in ("127.1", "0x7f000001", "2130706433", "017700000001"):
        assert socket.inet_aton(spelling) == b"\x7f\x00\x00\x01"
