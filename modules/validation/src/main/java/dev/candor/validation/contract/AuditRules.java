package dev.candor.validation.contract;

import static dev.candor.validation.contract.Policy.OF_ITS_WRITERS;
import static dev.candor.validation.contract.Policy.OF_THE_CONTRACT;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.MeantWord;
import dev.candor.validation.schema.JsonPath;
import dev.candor.validation.schema.Sentences;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What an audit record keeps beyond its schema; see {@link DecisionRules} for its decisions. */
final class AuditRules {
    private static final Set<String> ACTORS = Set.of("prepare-repo", "codex", "task-assistant");
    private static final String WORKFLOW = "workflow:";
    private static final Set<String> ACTIONS = Set.of(
            "config.load",
            "config.validate",
            "config.validate.tracks",
            "repo.prepare.labels.reconcile",
            "repo.prepare.milestones.reconcile",
            "repo.prepare.complete",
            "codex.supervisor.dispatch",
            "codex.validate",
            "codex.task.resolve",
            "codex.execute",
            "codex.task.run",
            "codex.pr.create",
            "codex.issue.label",
            "codex.complete",
            "telemetry.write",
            "telemetry.write.failed");
    private static final Set<String> NOT_SUCCESS = Set.of("partial", "blocked", "failed");
    private static final String EXECUTION = "execution";

    static final List<RowRule> ALL = Stream.concat(
                    Stream.of(
                            RowRule.refusal(
                                    CommonRules.TIMESTAMP_NOT_UTC,
                                    "generated_at, execution.started_at and execution.finished_at are real dates and"
                                            + " times in UTC, with Z or +00:00.",
                                    OF_THE_CONTRACT,
                                    AuditRules::timestamps),
                            RowRule.refusal(
                                    "EXECUTION_ORDER",
                                    "execution.finished_at is not before execution.started_at.",
                                    OF_THE_CONTRACT,
                                    AuditRules::executionOrder),
                            RowRule.refusal(
                                    "ACTOR_UNKNOWN",
                                    "actor is prepare-repo, codex, task-assistant or workflow: with a name.",
                                    OF_THE_CONTRACT,
                                    AuditRules::actor),
                            RowRule.refusal(
                                    "ACTION_FORM",
                                    "action is two or more words of lower case letters, digits and _, with dots"
                                            + " between.",
                                    OF_THE_CONTRACT,
                                    AuditRules::actionForm),
                            RowRule.warning(
                                    "ACTION_UNKNOWN",
                                    "action is one of those in use. Only a warning: others are allowed.",
                                    OF_ITS_WRITERS,
                                    AuditRules::actionKnown),
                            RowRule.refusal(
                                    "REASON_MISSING",
                                    "reason says something unless the outcome is success.",
                                    OF_THE_CONTRACT,
                                    AuditRules::reason),
                            RowRule.refusal(
                                    "NUMBER_MISSING",
                                    "entity.number is there for an issue and a pull request.",
                                    OF_THE_CONTRACT,
                                    AuditRules::number),
                            RowRule.warning(
                                    "INPUTS_FORM",
                                    "inputs, unless null, is an object of names and values.",
                                    OF_THE_CONTRACT,
                                    AuditRules::inputs),
                            RowRule.warning(
                                    "LINK_FORM",
                                    "Each of links is an address with http:// or https://.",
                                    OF_THE_CONTRACT,
                                    AuditRules::links)),
                    DecisionRules.ALL.stream())
            .toList();

    private AuditRules() {}

    private static void timestamps(ObjectValue row, Complaints complaints) {
        CommonRules.utc(row, "generated_at", "/generated_at", complaints);
        if (row.members().get(EXECUTION) instanceof ObjectValue execution) {
            CommonRules.utc(execution, "started_at", "/execution/started_at", complaints);
            CommonRules.utc(execution, "finished_at", "/execution/finished_at", complaints);
        }
    }

    private static void executionOrder(ObjectValue row, Complaints complaints) {
        if (row.members().get(EXECUTION) instanceof ObjectValue execution) {
            String started = moment(execution, "started_at");
            String finished = moment(execution, "finished_at");
            if (!started.isEmpty() && !finished.isEmpty() && Timestamps.compare(started, finished) > 0) {
                complaints.add(
                        "/execution/finished_at",
                        "must not be before started_at, which is \"" + started + "\", found \"" + finished + '"');
            }
        }
    }

    private static String moment(ObjectValue execution, String name) {
        return execution
                .text(name)
                .filter(text -> Timestamps.fault(text).isEmpty())
                .orElse("");
    }

    private static void actor(ObjectValue row, Complaints complaints) {
        row.text("actor")
                .filter(actor -> !isActor(actor))
                .ifPresent(actor -> complaints.add(
                        "/actor",
                        "must be \"prepare-repo\", \"codex\", \"task-assistant\" or \"workflow:\" with a name, found "
                                + Sentences.quoted(actor) + MeantWord.hint(actor, ACTORS)));
    }

    private static boolean isActor(String actor) {
        return ACTORS.contains(actor)
                || (actor.startsWith(WORKFLOW)
                        && !actor.substring(WORKFLOW.length()).isBlank());
    }

    private static void actionForm(ObjectValue row, Complaints complaints) {
        row.text("action")
                .filter(action -> !hasForm(action))
                .ifPresent(action -> complaints.add(
                        "/action",
                        "must be lower case words with dots between, such as config.validate, found "
                                + Sentences.quoted(action)));
    }

    private static void actionKnown(ObjectValue row, Complaints complaints) {
        row.text("action")
                .filter(action -> !ACTIONS.contains(action) && hasForm(action))
                .ifPresent(action -> complaints.add(
                        "/action",
                        "is not among the actions in use, found " + Sentences.quoted(action)
                                + MeantWord.hint(action, ACTIONS)));
    }

    /** Two or more segments, each a lower case letter and then letters, digits and {@code _}. */
    private static boolean hasForm(String action) {
        boolean segmentStarts = true;
        int segments = 0;
        for (int i = 0; i < action.length(); i++) {
            char c = action.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            if (segmentStarts ? !letter : !letter && c != '.' && c != '_' && (c < '0' || c > '9')) {
                return false;
            }
            segments += segmentStarts ? 1 : 0;
            segmentStarts = c == '.';
        }
        return segments > 1 && !segmentStarts;
    }

    private static void reason(ObjectValue row, Complaints complaints) {
        String outcome = row.text("outcome").orElse("");
        if (NOT_SUCCESS.contains(outcome)
                && row.members().containsKey("reason")
                && !CommonRules.isFilled(row, "reason")) {
            complaints.add("/reason", "must say why the outcome is \"" + outcome + "\", found nothing");
        }
    }

    private static void inputs(ObjectValue row, Complaints complaints) {
        JsonValue inputs = row.members().getOrDefault("inputs", new NullValue());
        if (!(inputs instanceof ObjectValue) && !(inputs instanceof NullValue)) {
            complaints.add("/inputs", "should be an object of names and values");
        }
    }

    private static void links(ObjectValue row, Complaints complaints) {
        CommonRules.object(row, "links").members().forEach((name, link) -> {
            if (link instanceof StringValue address && !isAddress(address.text())) {
                complaints.add(
                        "/links/" + JsonPath.escaped(name),
                        "should begin with https:// or http://, found " + Sentences.quoted(address.text()));
            }
        });
    }

    private static boolean isAddress(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    private static void number(ObjectValue row, Complaints complaints) {
        ObjectValue entity = CommonRules.object(row, "entity");
        String type = entity.text("type").orElse("");
        if ((type.equals("issue") || type.equals("pull_request")) && !CommonRules.isFilled(entity, "number")) {
            complaints.add("/entity/number", "must be the number of the " + type + ", found none");
        }
    }
}
