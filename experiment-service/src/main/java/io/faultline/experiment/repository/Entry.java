package io.faultline.experiment.repository;

/** How a repository is entered. Its secret (a password, a token, a private key) is kept apart from it, and never shown. */
public enum Entry {
    NONE, BASIC, TOKEN, SSH
}
