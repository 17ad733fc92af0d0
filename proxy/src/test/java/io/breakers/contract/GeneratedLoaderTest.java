package io.breakers.contract;

import io.breakers.proxy.ProxyEngine;

class GeneratedLoaderTest extends LoaderContract {
    @Override
    ProxyEngine engine() {
        return ProxyEngine.GENERATED;
    }
}
