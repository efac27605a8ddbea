package io.faultline.injector.fault.application;

/**
 * What is said at a door.
 *
 * @param path below the door's address, with its slash; may be empty
 * @param body JSON, or nothing
 */
public record Call(String method, String path, String body) {
    static Call read(String path) {
        return new Call("GET", path, "");
    }

    static Call post(String path, String body) {
        return new Call("POST", path, body);
    }

    static Call delete(String path) {
        return new Call("DELETE", path, "");
    }
}
