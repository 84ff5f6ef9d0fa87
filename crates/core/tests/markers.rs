//! Every provider and every block list is recognised by each of its markers.

use smtpcodes::{Blocklist, Provider, ProviderKind, classify};

/// Another provider may own a longer or an earlier part of the same text.
#[test]
fn every_provider_is_known_by_a_marker() {
    let (mut unknown, mut unreadable) = (Vec::new(), Vec::new());
    for &provider in Provider::ALL {
        let texts = provider.markers().iter().chain(provider.hosts());
        let found =
            texts.clone().any(|m| classify(format!("550 5.0.0 {m}").as_bytes()).provider == Some(provider));
        if texts.clone().next().is_some() && !found {
            unknown.push(provider);
        }
        for marker in texts {
            if classify(format!("550 5.0.0 {marker}").as_bytes()).provider.is_none() {
                unreadable.push((provider, *marker));
            }
        }
    }
    assert!(unknown.is_empty(), "never recognised: {unknown:?}");
    assert!(unreadable.is_empty(), "never found: {unreadable:?}");
}

#[test]
fn what_runs_anywhere_yields_to_a_service() {
    let software = Provider::ALL.iter().filter(|p| p.kind() == ProviderKind::Mta).count();
    assert!(software > 5);
    let both =
        classify(b"550 5.1.1 User unknown in local recipient table, see https://postmaster.yahooinc.com/");
    assert_eq!(both.provider.map(Provider::id), Some("yahoo"));
}

#[test]
fn every_block_list_is_known_by_each_of_its_markers() {
    let mut wrong = Vec::new();
    for &list in Blocklist::ALL {
        for marker in list.markers() {
            let reply =
                format!("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using {marker}");
            let found = classify(reply.as_bytes()).blocklist;
            // The general name of an operator stands behind its lists in the table, and yields to them.
            if found.is_none_or(|f| f.number() > list.number()) {
                wrong.push((list, *marker, found));
            }
        }
        let named = |m: &&str| classify(format!("554 blocked using {m}").as_bytes()).blocklist == Some(list);
        if !list.markers().iter().any(named) {
            wrong.push((list, "none of its markers", None));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
