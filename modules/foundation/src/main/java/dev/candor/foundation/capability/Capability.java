package dev.candor.foundation.capability;

import java.io.IOException;

/**
 * Something that an agent, a script or a person can ask for, declared once for every door. Safe for concurrent calls.
 *
 * @param <A> its arguments, a record marked {@link Schema.Arguments}
 * @param <R> its result, a record marked {@link Schema.Result}
 */
public interface Capability<A, R> {
    /**
     * Does it, on the calling thread.
     *
     * @throws ToolException when it cannot be done; nothing was changed then, unless the sentence says so. A sentence about
     *     arguments has their names in braces, <code>{item_id}</code>, in whose place each door puts what it calls them.
     * @throws IOException when the machine does not let us; the door says so with {@link Declaration#unavailable}
     * @throws java.util.concurrent.CancellationException when the caller no longer wants it
     */
    R call(A arguments, ToolContext context) throws ToolException, IOException;

    /** Says a result in words: the numbers that matter first, and what went wrong. */
    void tell(R result, Page page);

    /** The exit code of the command for a result; {@link Command#exitCodes} says what it means. */
    default int exitCode(R result) {
        return 0;
    }
}
