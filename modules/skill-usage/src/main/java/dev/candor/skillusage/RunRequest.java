package dev.candor.skillusage;

import dev.candor.execution.Command;
import dev.candor.foundation.files.OpenOutputs;
import dev.candor.foundation.text.CodePoints;
import java.util.Optional;

/**
 * A command to wrap, and what to say of its run.
 *
 * @param reasonCode why it failed, if it fails; {@code command_failed} when empty
 * @param reasonDetail more about the failure; {@code command_exit=<code>} when empty
 * @param errorClass the kind of failure; the dictionary's for the reason code, else {@code runtime}, when empty
 * @param checkRows whether rows that stand in the events file are checked before
 * @param outputs what the command can write to, because its caller can
 */
public record RunRequest(
        String skill,
        String source,
        String context,
        Optional<String> reasonCode,
        Optional<String> reasonDetail,
        Optional<String> errorClass,
        boolean checkRows,
        Command command,
        OpenOutputs outputs) {
    private static final int MAX_NAME = 256;
    private static final int MAX_DETAIL = 4096;

    public RunRequest {
        name("skill", skill);
        name("source", source);
        name("context", context);
        reasonCode.ifPresent(text -> name("reason code", text));
        reasonDetail.ifPresent(text -> bounded("reason detail", text, MAX_DETAIL));
        errorClass.ifPresent(text -> name("error class", text));
    }

    private static void name(String what, String text) {
        bounded(what, text, MAX_NAME);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the " + what + " must have no control characters, such as newlines");
        }
    }

    private static void bounded(String what, String text, int longest) {
        if (text.isBlank() || CodePoints.exceed(text, longest)) {
            throw new IllegalArgumentException(
                    "the " + what + " must have 1 to " + longest + " characters and not be blank, found "
                            + (text.isBlank() ? "a blank one" : CodePoints.count(text)));
        }
    }
}
