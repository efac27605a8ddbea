package io.faultline.injector.fault;

/** Takes effects away, with nothing but the undo at hand. Mending what is whole is harmless. */
public interface Mender {
    void revert(Undo undo) throws NotReverted;
}
