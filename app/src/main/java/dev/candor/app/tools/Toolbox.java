package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** All capabilities, called by name with arguments that are checked first. Safe for concurrent calls. */
public final class Toolbox {
    /** The capability that runs items; the envelope of {@link #execute} is its arguments. */
    public static final String RUN = "run_with_telemetry";

    /** The category of the items that are our own tools; no file of that name is ever run instead. */
    private static final String PROTECTED = "core/";

    private final Map<String, Offer<?, ?>> offers = new LinkedHashMap<>();
    private final InstantSource clock;

    /** A toolbox of these, listed in this order. */
    public Toolbox(List<Offer<?, ?>> offers, InstantSource clock) {
        this.clock = clock;
        offers.forEach(offer -> this.offers.put(offer.declaration().name(), offer));
    }

    /** What doors know of them, in their order. */
    public List<Declaration<?, ?>> declarations() {
        return offers.values().stream()
                .<Declaration<?, ?>>map(Offer::declaration)
                .toList();
    }

    /** What agents are told of those that are listed, in their order. */
    public List<ToolDescription> descriptions() {
        return offers.values().stream()
                .filter(Offer::isListed)
                .<ToolDescription>map(offer -> offer.declaration().tool())
                .toList();
    }

    /** Whether there is one of that name. */
    public boolean has(String name) {
        return offers.containsKey(name);
    }

    /**
     * Calls one.
     *
     * @param arguments one JSON object, UTF-8
     * @throws ToolException {@code tool-not-found}, {@code arguments-not-json}, {@code arguments-invalid}, or as the
     *     capability says
     */
    public Answer call(String name, byte[] arguments, ToolContext context) throws ToolException {
        return call(name, Arguments.parse(arguments), context, ArgumentNames.InJson.MEMBERS);
    }

    /** As {@link #call(String, byte[], ToolContext)}, with arguments in memory that the door names in its own way. */
    public Answer call(String name, ObjectValue arguments, ToolContext context, ArgumentNames names)
            throws ToolException {
        return name.equals(RUN) ? run(arguments, context, names) : call(named(name), arguments, context, names);
    }

    /** Runs an item, in the form that the result of any item has, also when it is one of our own tools. */
    private Answer run(ObjectValue envelope, ToolContext context, ArgumentNames names) throws ToolException {
        Instant begin = clock.instant();
        Answer answer = execute(envelope, context, names);
        return own(envelope).isEmpty()
                ? answer
                : new CoreItem(answer, envelope.text("item_id").orElse(""), Duration.between(begin, clock.instant()));
    }

    private static <R> Answer answer(Declaration<?, R> declaration, Capability<?, R> capability, R result) {
        return new Answer() {
            @Override
            public ObjectValue json() {
                return declaration.result().write(result);
            }

            @Override
            public void tell(Page page) {
                capability.tell(result, page);
            }

            @Override
            public int exitCode() {
                return capability.exitCode(result);
            }
        };
    }

    private Answer call(Offer<?, ?> offer, ObjectValue arguments, ToolContext context, ArgumentNames names)
            throws ToolException {
        return callChecked(offer, Arguments.checked(offer.declaration(), arguments, names), context, names);
    }

    private <A, R> Answer callChecked(Offer<A, R> offer, ObjectValue checked, ToolContext context, ArgumentNames names)
            throws ToolException {
        Declaration<A, R> declaration = offer.declaration();
        Capability<A, R> capability = offer.capability();
        try {
            return answer(declaration, capability, capability.call(read(declaration, checked), context));
        } catch (InvalidArgumentException e) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS, "arguments-invalid", names.of(e.argument()) + " " + e.expectation());
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE,
                    declaration.unavailable().code(),
                    declaration.unavailable().sentence() + ": " + Reasons.of(e));
        } catch (CancellationException e) {
            throw new ToolException(Kind.UNAVAILABLE, "cancelled", "the call was cancelled");
        } catch (ToolException e) {
            throw e.kind() == Kind.INVALID_ARGUMENTS
                    ? new ToolException(e.kind(), e.code(), names.in(e.sentence(), declaration))
                    : e;
        }
    }

    /** What a schema cannot say, the record of the arguments itself refuses. */
    private <A> A read(Declaration<A, ?> declaration, ObjectValue arguments)
            throws InvalidArgumentException, ToolException {
        try {
            return declaration.arguments().read(arguments, clock.instant());
        } catch (IllegalArgumentException e) {
            throw new ToolException(Kind.INVALID_ARGUMENTS, "arguments-invalid", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Executes an item, as the envelope {@code item_type, item_id, project_path, params} names it: one of our own tools
     * for {@code core/…}, else a file, through the capability {@value #RUN}.
     */
    public Answer execute(ObjectValue envelope, ToolContext context, ArgumentNames names) throws ToolException {
        ObjectValue checked = Arguments.checked(named(RUN).declaration(), envelope, names);
        Optional<Offer<?, ?>> own = own(checked);
        if (own.isEmpty()) {
            return callChecked(named(RUN), checked, context, names);
        }
        return call(own.get(), checked.object("params"), context, ArgumentNames.InJson.MEMBERS);
    }

    /** As {@link #execute(ObjectValue, ToolContext, ArgumentNames)}, of one JSON object in UTF-8. */
    public Answer execute(byte[] envelope, ToolContext context) throws ToolException {
        return execute(Arguments.parse(envelope), context, ArgumentNames.InJson.MEMBERS);
    }

    /** One of our own tools, which runs no file, if an envelope names one. */
    private Optional<Offer<?, ?>> own(ObjectValue envelope) throws ToolException {
        String id = envelope.text("item_id").orElse("");
        if (!id.startsWith(PROTECTED) || !envelope.text("item_type").equals(Optional.of("tool"))) {
            return Optional.empty();
        }
        String name = id.substring(PROTECTED.length());
        if (name.equals(RUN)) {
            throw new ToolException(
                    Kind.REFUSED, "protected-item", RUN + " runs items and is none itself; name the item to run");
        }
        return Optional.of(named(name));
    }

    private Offer<?, ?> named(String name) throws ToolException {
        Offer<?, ?> offer = offers.get(name);
        if (offer == null) {
            throw new ToolException(
                    Kind.NOT_FOUND,
                    "tool-not-found",
                    "there is no tool " + Violation.quoted(name) + "; the tools are "
                            + String.join(", ", offers.keySet()));
        }
        return offer;
    }
}
