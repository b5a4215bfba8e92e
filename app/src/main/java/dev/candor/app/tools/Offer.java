package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A declared capability that is made when it is first called. Safe for concurrent calls. */
public final class Offer<A, R> {
    private final Declaration<A, R> declaration;
    private final Supplier<? extends Capability<A, R>> maker;
    private @Nullable Capability<A, R> made;

    /**
     * An offer of what is not made yet.
     *
     * @param maker asked once
     */
    public <C extends Capability<A, R>> Offer(Declaration<A, R> declaration, Supplier<C> maker) {
        this.declaration = declaration;
        this.maker = maker;
    }

    Declaration<A, R> declaration() {
        return declaration;
    }

    synchronized Capability<A, R> capability() {
        Capability<A, R> capability = made == null ? maker.get() : made;
        made = capability;
        return capability;
    }
}
