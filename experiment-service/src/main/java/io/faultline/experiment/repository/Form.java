package io.faultline.experiment.repository;

/** What is at an address: a git repository, or a zip file that is fetched whole. */
public enum Form {
    GIT, ZIP
}
