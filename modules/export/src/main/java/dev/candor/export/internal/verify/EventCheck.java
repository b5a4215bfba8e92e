package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.IdHashes;
import dev.candor.export.internal.session.SessionEvent;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the events of a bundle one by one: contract, whose they are, their order. */
final class EventCheck {
    static final int MAX_SUSPECTS = 1000;

    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    private final String file;
    private final Optional<String> sessionId;
    private final Optional<String> participantId;
    private final Differences differences;
    private final IdHashes ids = new IdHashes();
    private final Set<String> suspects = new TreeSet<>();
    private Optional<SessionEvent> last = Optional.empty();
    private long invalid;
    private boolean isMore;

    /**
     * For the events of a file.
     *
     * @param sessionId what the bundle says; empty when it says none
     * @param participantId the same
     */
    EventCheck(String file, Optional<String> sessionId, Optional<String> participantId, Differences differences) {
        this.file = file;
        this.sessionId = sessionId;
        this.participantId = participantId;
        this.differences = differences;
    }

    /** Looks at the next one; empty when it is none. */
    Optional<SessionEvent> look(EventStream events) {
        String pointer = pointer(events.number());
        List<Finding> refusals;
        try {
            if (events.isTooLong()) {
                refusals = List.of(Finding.overlong());
            } else if (JsonValue.parse(events.bytes(), 0, events.length()) instanceof ObjectValue row) {
                refusals = rules.check(row, events.bytes(), 0, events.length()).stream()
                        .filter(finding -> finding.severity() == Severity.REFUSAL)
                        .toList();
                if (refusals.isEmpty()) {
                    SessionEvent event = SessionEvent.of(row);
                    compare(pointer, event);
                    return Optional.of(event);
                }
            } else {
                refusals = List.of(Finding.notAnObject());
            }
        } catch (JsonSyntaxException e) {
            refusals = List.of(Finding.notJson(e));
        }
        invalid++;
        for (Finding finding : refusals) {
            differences.add(
                    Code.EVENT_INVALID,
                    file,
                    pointer + finding.pointer(),
                    "the event breaks the contract of sessions: " + finding.sentence() + " [" + finding.code() + "]");
        }
        return Optional.empty();
    }

    /** Where an event stands. */
    static String pointer(long number) {
        return "/" + Envelope.EVENTS + "/" + (number - 1);
    }

    private void compare(String pointer, SessionEvent event) {
        same(pointer + "/session_id", sessionId, event.sessionId(), "of the session");
        same(pointer + "/participant_id", participantId, event.participantId(), "of the participant");
        if (last.isPresent() && isBefore(event, last.get())) {
            differences.add(
                    Code.ORDER_WRONG,
                    file,
                    pointer,
                    "the event " + Differences.shown(event.id()) + " of " + event.timestamp() + " stands behind "
                            + Differences.shown(last.get().id()) + " of "
                            + last.get().timestamp()
                            + "; events stand by time, those of the same time by the bytes of their ids");
        }
        last = Optional.of(event);
        if (!ids.add(event.id()) && !suspects.contains(event.id())) {
            if (suspects.size() < MAX_SUSPECTS) {
                suspects.add(event.id());
            } else {
                isMore = true;
            }
        }
    }

    private void same(String pointer, Optional<String> expected, String found, String whose) {
        if (expected.isPresent() && !expected.get().equals(found)) {
            differences.add(
                    Code.EVENT_OF_ANOTHER_SESSION,
                    file,
                    pointer,
                    Differences.shown(expected.get()),
                    Differences.shown(found),
                    "the event is " + whose + " " + Differences.shown(found) + ", the bundle " + whose + " "
                            + Differences.shown(expected.get()));
        }
    }

    private static boolean isBefore(SessionEvent one, SessionEvent other) {
        int byTime = one.at().compareTo(other.at());
        return byTime < 0
                || (byTime == 0
                        && Arrays.compareUnsigned(
                                        one.id().getBytes(StandardCharsets.UTF_8),
                                        other.id().getBytes(StandardCharsets.UTF_8))
                                < 0);
    }

    /** Ids that were probably met twice: the first {@value #MAX_SUSPECTS}. */
    Set<String> suspects() {
        return suspects;
    }

    /** Whether there are more of them. */
    boolean hasMoreSuspects() {
        return isMore;
    }

    /** How many events were none. */
    long invalid() {
        return invalid;
    }
}
