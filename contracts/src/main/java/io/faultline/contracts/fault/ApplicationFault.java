package io.faultline.contracts.fault;

/** A fault an application, or a proxy before it, makes itself when asked to over HTTP. */
public sealed interface ApplicationFault extends FaultSpec permits SpringBootChaos, Toxiproxy {
    @Override
    ApplicationTarget aim();
}
