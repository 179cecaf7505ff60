"""A sentence with its trigger between stars, and how the article puts what it tells."""

from __future__ import annotations

import pytest

from graph.model import Modality
from loaders.extract.modality import compose, judge_modality
from loaders.extract.types import Entities
from tests.loaders.extract.reading import marked

NOBODY = Entities(mentions=[], items=[])

SENTENCES = {
    "asserted": """
        Kushner *met* Putin in Moscow.
        Kushner has *met* Putin twice this year.
        The minister said she had *met* her counterpart on Friday.
        Kushner flew to Moscow to *meet* Putin.
        The two sides began *talks* in Geneva on Monday.
        Talks between the two sides *resumed* in Doha.
        The ministers managed to *sign* the accord before midnight.
        He confirmed that he had *met* the envoy.
        She admitted *meeting* the lobbyist.
        After *meeting* the president, the envoy flew home.
        The firm was criticised for *buying* the mine.
        The president denied that he knew of the plan after *meeting* the envoy.
        The court blamed the bank for *helping* the militia.
        He did not regret *meeting* the rebels.
        The ministers not only *met* the rebels but dined with them.
        The police accused the mayor of *bribing* officials.
        The bank continued to *fund* the mine.
        He was seen *meeting* the spy in a hotel.
        The firm, which *owns* the mine, said it would close it.
        The envoy, who *met* Putin in May, plans to return.
        The talks *collapsed* after the ministers met.
        Russia's *attack* on the port was condemned by the union.
        The union will study the *attack* on the port by the militia.
        He welcomed the *meeting* between the two leaders.
        The minister regretted that the firm had *sued* the state.
        The minister could not deny that he had *met* the envoy.
        The envoy returned to *brief* the president.
        It was the first time that the two had *met*.
        The bank agreed a deal with the union in May and *paid* the workers.
        Iran's president *visited* Iraq, his office said.
        The company was forced to *sell* the mine.
        The ministers *discussed* the plan for an hour before leaving.
        The president thanked him for *mediating* between the tribes.
        The general was accused of *ordering* the raid.
        Norway helped *broker* the deal.
        He stopped to *greet* the mayor.
        No one knew that the two had *met*.
        The minister did not say why he had *met* the envoy.
        The party has *endorsed* the mayor, though it may change its mind.
    """,
    "planned": """
        Kushner will *meet* Putin on Monday.
        Kushner is to *meet* Putin on Monday.
        Kushner is expected to *meet* Putin.
        Kushner plans to *meet* Putin.
        Kushner is due to *meet* Putin on Friday.
        Kushner is scheduled to *brief* the council next week.
        Kushner to *meet* Putin in Moscow
        The company said it would *sue* the state.
        The firm has agreed to *buy* the mine.
        The firm offered to *buy* the mine.
        The president intends to *visit* Iraq.
        The envoy is preparing to *visit* Tehran.
        The president vowed to *visit* the town.
        The two leaders have agreed to *meet* again.
        The envoy is set to *meet* the rebels.
        The envoy is about to *meet* the rebels.
        The envoy is going to *meet* the rebels.
        The envoy hopes to *meet* the rebels.
        Talks will be *held* in Geneva.
        *Talks* between the two are scheduled for Friday.
        *Talks* are expected to begin on Monday.
        The two announced plans for *talks* in May.
        The *meeting*, scheduled for Friday, will be private.
        The two sides agreed to *talks* in Oslo.
        He voiced his readiness to *meet* the rebels.
        The envoy will fly to Moscow to *meet* Putin.
        The minister will meet the envoy and *visit* the port.
        The minister will fly to Moscow for *talks* with Putin.
        The ministry said the envoy would *meet* the rebels.
        The firm has a plan to *buy* the mine.
        The president promised that he would *visit* the town.
        The planned *visit* by the president angered China.
        He wants to *visit* Iraq.
        The envoy looks forward to *meeting* the rebels.
        The president is likely to *visit* Iraq.
        The president is flying to Rome next week to *meet* the pope.
        The president *meets* the pope next Tuesday.
        The party decided to *nominate* the mayor.
        A *meeting* is planned for Friday.
        The ministers will sign the deal when they *meet* on Friday.
        The firm is in the process of preparing an *offer* for its rival that it will publish in May.
        The bank pledged to *lend* the state 3 million dollars.
        The firm aims to *buy* its rival.
        The government has committed to *withdraw* its troops.
        The government committed itself to *withdrawing* its troops.
    """,
    "requested": """
        The union urged the firm to *pay* the workers.
        The mayor asked the minister to *visit* the town.
        The council called on Iran to *withdraw* its troops.
        The council demanded that Iran *withdraw* its troops.
        The opposition called for *talks* with the rebels.
        The union wants the firm to *sack* the manager.
        The president ordered the army to *attack* the town.
        The lawyer told the firm to *pay* the tax.
        The senator recommended that the bank *dismiss* its chief.
        The mayor appealed to the minister to *visit* the town.
        The mayor invited the minister to *visit* the town.
        Iran should *withdraw* its troops, the council said.
        Iran must *withdraw* its troops, the council said.
        The court was asked to *dismiss* the minister.
        The envoy pressed both sides to *resume* talks.
        The council issued a call to *withdraw* the troops.
        There were calls for *talks* between the two.
        The union demanded *talks* with the firm.
        The president asked to *meet* the pope.
        The envoy's request to *meet* the prisoner was sent on Monday.
        The court should *force* the firm to pay.
        The minister encouraged the firms to *merge*.
        He begged the president to *pardon* her.
    """,
    "denied": """
        Kushner did not *meet* Putin.
        Kushner has never *met* Putin.
        Kushner refused to *meet* Putin.
        Kushner denied *meeting* Putin.
        Kushner denied that he had *met* Putin.
        The minister ruled out *talks* with the rebels.
        The minister ruled out *meeting* the rebels.
        No *talks* were held.
        No *talks* between the two are scheduled.
        There were no *talks* between the two.
        There are no plans to *meet* the rebels.
        The firm failed to *pay* the workers.
        The parliament has yet to *ratify* the deal.
        The *meeting* was cancelled.
        The president cancelled his *visit* to Iraq.
        The president postponed a *visit* to Iraq.
        The firm declined to *meet* the union.
        The firm will not *meet* the union.
        The firm does not plan to *meet* the union.
        The firm has no intention of *meeting* the union.
        The two left without *meeting*.
        Neither the firm nor the union *signed* the deal.
        Nobody from the firm *met* the union.
        The envoy was barred from *meeting* the prisoner.
        The envoy was prevented from *meeting* the prisoner.
        The firm is unwilling to *negotiate* with the union.
        I do not think that they *met*.
        The president is not expected to *visit* Iraq.
        The firm dropped plans to *buy* the mine.
        The firm abandoned its *bid* to *buy* the mine.
        The firm rejected an invitation to *attend* the summit.
        The ministers cannot *meet* before May.
        The president's refusal to *meet* the rebels angered the council.
        The talks were held instead of *meeting* the rebels.
        It is not true that they *met*.
        The court blocked the firm from *buying* the mine.
        The two are no longer *negotiating*.
        The firm stopped short of *accusing* the union.
        The envoy said there had been no *contact* between the two.
        They did not *meet* or call the envoy.
        They did not call or *meet* the envoy.
        The report that they had *met* was false.
        None of the ministers *attended* the summit.
        Not one of the ministers *attended* the summit.
        The council urged the firm not to *buy* the mine.
        The firm would not *meet* the union.
        The *visit* has been called off.
        The president was unable to *attend* the summit.
        The ministry dismissed reports that the two had *met*.
        The strike prevented the ministers from *meeting*.
        The firm opposed *talks* with the union.
        The president vetoed a bill to *sanction* the bank.
        The envoy never *spoke* to the rebels.
        Nor did the minister *meet* the envoy.
        It has not *sanctioned* the bank.
        Hardly anyone *attended* the summit.
        The plan to *buy* the mine was scrapped.
        The party has so far refused to *back* the mayor.
    """,
    "hypothetical": """
        Kushner may *meet* Putin.
        Kushner might *meet* Putin next week.
        Kushner could *meet* Putin.
        If Kushner *meets* Putin, the talks will resume.
        If the talks resume, the two will *meet*.
        Unless Iran agrees, the council will *sanction* it.
        The council will *sanction* Iran unless it agrees.
        The firm is considering *buying* the mine.
        The firm is considering whether to *buy* the mine.
        It is unclear whether the two *met*.
        The firm considered a *bid* for the mine.
        The president did not say whether he had *met* the envoy.
        There is a possibility of *talks* between the two.
        The envoy would have *met* the rebels, had they come.
        Had they agreed, the envoy would have *met* them.
        Should it win, the party would *ban* the firm.
        The two might not *meet* before May.
        The president raised the prospect of *talks* with the rebels.
        The minister did not rule out *talks* with the rebels.
        The firm is thinking of *suing* the state.
        The firm asked whether the two had *met*.
        The police are investigating whether the mayor *bribed* officials.
        The president threatened that he would *attack* if they came.
        The council is weighing *sanctions* against the bank.
        The president might agree to *meet* the rebels.
        Did the president *meet* the rebels?
        The law allows the president to *dismiss* the judge.
        The judge can *dismiss* the case.
        A *meeting* is possible.
        The firm is mulling an *offer* for its rival.
        Even if they do not *meet*, the deal is done.
        The firm may refuse to *pay*.
        The firm could *sue*, the lawyer warned.
        The envoy will go only if the rebels *sign* the truce.
    """,
}
CASES = [(line.strip(), modality) for modality, lines in SENTENCES.items() for line in lines.strip().splitlines()]


def judged(text: str, *, relation: str = "MET", frame: Modality | None = None) -> Modality:
    parsed, candidate = marked(text, relation=relation)
    candidate.modality = frame
    return judge_modality(parsed, NOBODY, candidate)


@pytest.mark.parametrize(("text", "modality"), CASES)
def test_a_predicate_is_as_the_words_over_it_make_it(text: str, modality: str) -> None:
    assert judged(text) == modality


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Ivan Petrov is the *president* of Norway.", "HOLDS_ROLE", "asserted"),
        ("Ivan Petrov, *president* of Norway, will resign.", "HOLDS_ROLE", "asserted"),
        ("If the *president* of Norway comes, we will talk.", "HOLDS_ROLE", "asserted"),
        ("Ivan Petrov is not a *member* of the party.", "MEMBER_OF", "denied"),
        ("Ivan Petrov is no *relation* of the minister.", "RELATED_TO", "denied"),
        ("Ivan Petrov will be the *president* of the bank.", "HOLDS_ROLE", "planned"),
    ],
)
def test_a_role_noun_holds_unless_it_is_a_predicate(text: str, relation: str, modality: str) -> None:
    assert judged(text, relation=relation) == modality


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The union turned down an *offer* from the firm.", "PROPOSED"),
        ("The minister rejected the *demand* of the union.", "REQUESTED"),
        ("The general denied the *accusation* by the envoy.", "ACCUSED"),
        ("The firms agreed to a *ceasefire* on Monday.", "AGREED_TO"),
    ],
)
def test_what_becomes_of_an_offer_does_not_unmake_it(text: str, relation: str) -> None:
    assert judged(text, relation=relation) == "asserted"


def test_what_the_frame_says_is_the_innermost() -> None:
    assert judged("The mayor *invited* the minister.", frame=Modality.REQUESTED) == "requested"
    assert judged("The mayor did not *invite* the minister.", frame=Modality.REQUESTED) == "denied"
    assert judged("The mayor may *invite* the minister.", frame=Modality.REQUESTED) == "hypothetical"


@pytest.mark.parametrize("inner", list(Modality))
def test_nothing_that_is_not_asserted_becomes_so_by_a_word_over_it(inner: Modality) -> None:
    assert compose(None, inner) is inner
    assert compose(Modality.ASSERTED, inner) is inner
    for outer in set(Modality) - {Modality.ASSERTED}:
        assert compose(outer, inner) is not Modality.ASSERTED
