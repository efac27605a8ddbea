package io.faultline.testkit.wrong.undescribed;

public class Bare {}
