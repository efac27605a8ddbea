package io.faultline.injector.fault;

/** How an effect is taken away that an application, or a proxy before it, makes itself. */
public sealed interface ApplicationUndo extends Undo {
    /** A toxic is taken out of a proxy of a Toxiproxy server. */
    record RemoveRemoteToxic(String server, String proxy, String toxic) implements ApplicationUndo {
        @Override
        public String byHand() {
            return "curl -X DELETE %s/proxies/%s/toxics/%s".formatted(server, proxy, toxic);
        }

        @Override
        public String deed() {
            return "healed the proxy '%s'".formatted(proxy);
        }
    }
}
