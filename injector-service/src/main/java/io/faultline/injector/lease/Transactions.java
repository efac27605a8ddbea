package io.faultline.injector.lease;

/** All of it or nothing. */
@FunctionalInterface
public interface Transactions {
    void inOne(Runnable work);
}
