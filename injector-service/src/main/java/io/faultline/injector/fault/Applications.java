package io.faultline.injector.fault;

import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** Faults that applications, or proxies before them, make themselves when asked to over HTTP. */
public interface Applications {
    /** @param where the cluster its pods are in, if it is aimed at pods */
    Driver<?> driver(ApplicationFault fault, @Nullable Infrastructure where);

    void revert(ApplicationUndo undo) throws NotReverted;
}
