package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A declared capability that is made when it is first called. Safe for concurrent calls. */
public final class Offer<A, R> {
    private final Declaration<A, R> declaration;
    private final Supplier<? extends Capability<A, R>> maker;
    private final boolean isListed;
    private @Nullable Capability<A, R> made;

    /**
     * An offer of what is not made yet.
     *
     * @param maker asked once
     */
    public <C extends Capability<A, R>> Offer(Declaration<A, R> declaration, Supplier<C> maker) {
        this(declaration, maker, true);
    }

    /**
     * An offer of what is not made yet.
     *
     * @param isListed whether it is named to those who ask what there is; one that is not says why when it is called
     */
    public <C extends Capability<A, R>> Offer(Declaration<A, R> declaration, Supplier<C> maker, boolean isListed) {
        this.declaration = declaration;
        this.maker = maker;
        this.isListed = isListed;
    }

    boolean isListed() {
        return isListed;
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
