"""Sentences and remedies of the exchange."""

from kvdesk.kernel.words import N_

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str]] = {
    "batch_missing": (
        N_("There is no import with the number {batch}."),
        N_("List the imports to see their numbers."),
    ),
    "batch_undone": (
        N_("This import has already been undone."),
        N_("If you want it back, take the undoing back: Undo, until it is there again."),
    ),
    "change_unsendable": (
        N_("A change in this desk is too large or damaged and cannot be sent."),
        N_("Make a backup and report this as a fault of kvdesk; the desk's data are as they were."),
    ),
    "numbering_elsewhere": (
        N_("The numbers of {body} are given by {desk}."),
        N_("Ask that desk to number the minutes, or to hand the right over to you."),
    ),
    "numbering_handed_over": (
        N_(
            "The numbers of {body} were handed over to {desk} on {day}; this database is from before."
        ),
        N_("Take in the newest package from that desk; it has what happened since."),
    ),
    "numbering_on_another_computer": (
        N_("This desk gives the numbers of {body} on another computer; here it is a copy."),
        N_(
            "Number there. If the desk has moved here for good, say so: kvdesk exchange number-here."
        ),
    ),
    "numbering_notes_damaged": (
        N_("The file with the notes about numbering cannot be read: {file}."),
        N_("Bring it back from a backup of the folder “keys”; no number is given without it."),
    ),
    "conflict_missing": (
        N_("This field has no conflict."),
        N_("List the conflicts to see what is open."),
    ),
    "conflict_not_of_texts": (
        N_("Only two changes of one long text can be put together."),
        N_("Take ours or theirs, or write the value that shall stand."),
    ),
    "conflict_of_one_place": (
        N_(
            "Both changed the same place of the text, so they cannot be put together by themselves."
        ),
        N_("Open the conflict in the window, or write the text that shall stand."),
    ),
    "conflict_side_missing": (
        N_("The conflict has no value on the side “{side}”."),
        N_("List the conflict to see whose values there are, or write the text that shall stand."),
    ),
    "confirmer_missing": (
        N_("It is not said who compared the fingerprints."),
        N_("Give the name of the person who read them with the other desk by telephone."),
    ),
    "encrypted_cut": (
        N_("The encrypted package is not whole; nothing was taken from it."),
        N_("Copy it again, or wait until it has been copied to the end."),
    ),
    "encrypted_damaged": (
        N_(
            "The encrypted package is cut off or has been changed on its way; nothing was taken from it."
        ),
        N_("Copy it again; if that does not help, ask the sender for the file by another way."),
    ),
    "encrypted_for_others": (
        N_("The package is encrypted, and none of this desk's keys opens it."),
        N_(
            "Read your fingerprint to the sender (kvdesk key show) and ask for a package for this key."
        ),
    ),
    "encryption_twofold": (
        N_("A package is encrypted either for desks or with a passphrase, not both."),
        N_(
            "Choose one: desks whose keys are confirmed, or a passphrase that you tell by telephone."
        ),
    ),
    "exchange_folder_lost": (
        N_("The exchange folder {folder} cannot be reached."),
        N_("Connect the disk or share again; if the folder was emptied, set it once more."),
    ),
    "exchange_folder_missing": (
        N_("There is no folder {folder}."),
        N_("Make the folder first, where the other desks share it."),
    ),
    "exchange_folder_not_writable": (
        N_("Nothing could be written into the exchange folder {folder}: {reason}."),
        N_("Check that you may write there and that it has room; files in it are still read."),
    ),
    "exchange_folder_own": (
        N_("The folder {folder} holds this desk itself ({desk}) or lies in it."),
        N_("Choose a folder beside it: the desk's own files must not be shared."),
    ),
    "exchange_folder_unset": (
        N_("This desk has no exchange folder."),
        N_("Choose one: kvdesk exchange folder set FOLDER."),
    ),
    "file_in_the_way": (
        N_("The file {file} is there already and is not a kvdesk package."),
        N_("Choose another name; kvdesk does not write over other files."),
    ),
    "file_is_receipt": (
        N_("The file is a receipt; it brings nothing that could be looked at beforehand."),
        N_("Import it: it only notes what its desk has."),
    ),
    "file_missing": (
        N_("There is no file {file}."),
        N_("Check the name and the folder."),
    ),
    "file_not_read": (
        N_("The file {file} could not be read: {reason}."),
        N_("Check that the file is there and that you may read it."),
    ),
    "file_not_written": (
        N_("The file {file} could not be written: {reason}."),
        N_("Check that the folder exists, the disk has room and no program holds the file."),
    ),
    "key_blocked": (
        N_(
            "The package bears the key {fingerprint}, which is blocked on this desk; nothing was taken from it."
        ),
        N_("Call the sender; if the key is theirs after all, confirm it: kvdesk key confirm."),
    ),
    "key_damaged": (
        N_("The key of this desk is damaged: {file}."),
        N_("Restore the key file from a backup; nothing is sent under a new name without you."),
    ),
    "key_is_own": (
        N_("The key {fingerprint} is this desk's own."),
        N_("Choose another desk's key; kvdesk key list shows them."),
    ),
    "key_missing": (
        N_("The key of this desk, {known}, is gone: there is no file {file}."),
        N_("Put the file back from a copy; if there is none, make a new key: kvdesk key new."),
    ),
    "key_not_readable": (
        N_("The key of this desk could not be read: {file}."),
        N_("Check that you may read the file."),
    ),
    "key_not_writable": (
        N_("The key of this desk could not be saved: {file}."),
        N_("Check that the disk has room and that you may write into the folder."),
    ),
    "key_replaced": (
        N_("The file {file} holds the key {found}, but this desk signs with {known}."),
        N_("Put the right file back; if the key in the file is yours: kvdesk key accept."),
    ),
    "not_a_package": (
        N_("The file is not a kvdesk package."),
        N_("Ask the sender for the file whose name ends in .kvx."),
    ),
    "nothing_to_export": (
        N_("There is nothing to export yet."),
        N_("Record something first, or import the other desk's file."),
    ),
    "package_altered": (
        N_("The package has been changed on its way; nothing was taken from it."),
        N_("Ask the sender to send the file again by another way."),
    ),
    "package_cut": (
        N_("The package is not whole; nothing was taken from it."),
        N_("Copy it again, or wait until it has been copied to the end."),
    ),
    "package_encrypted": (
        N_("The package is encrypted; this kvdesk cannot open it."),
        N_("Ask the sender for a package without encryption, or update kvdesk."),
    ),
    "package_from_newer": (
        N_("The package was made by a newer kvdesk; nothing was taken from it."),
        N_("Update kvdesk and import the file again."),
    ),
    "package_overfull": (
        N_("There is more to send of this meeting than one package can hold."),
        N_("Send everything; it is shared out among several packages."),
    ),
    "package_too_big": (
        N_("The package is larger than kvdesk accepts; nothing was taken from it."),
        N_("Ask the sender for several smaller packages."),
    ),
    "passphrase_costly": (
        N_(
            "Trying a passphrase on this package would cost more than kvdesk allows ({cost}, at most {limit}); nothing was tried."
        ),
        N_("Do not trust the file; ask the sender for a package that kvdesk encrypted."),
    ),
    "passphrase_needed": (
        N_("The package is encrypted with a passphrase."),
        N_("Ask the sender for its six words, by telephone, and give them."),
    ),
    "passphrase_slow": (
        N_("The passphrase could not be tried within {seconds} seconds on this computer."),
        N_("Close other programs and try again, or ask for a package for this desk's key."),
    ),
    "passphrase_wrong": (
        N_("The passphrase does not open the package."),
        N_("Compare all six words with the sender, letter by letter."),
    ),
    "peer_ambiguous": (
        N_("“{given}” names several keys: {keys}."),
        N_("Write the beginning of the fingerprint that you mean."),
    ),
    "peer_has_all": (
        N_("“{given}” has everything that this desk has, as far as it has told."),
        N_("Export without --since if you want to send it nevertheless."),
    ),
    "peer_missing": (
        N_("No key is known by the name “{given}”."),
        N_("List the keys to see their fingerprints; a key is met when its package is imported."),
    ),
    "receipt_altered": (
        N_("The receipt is damaged or has been changed on its way; nothing was noted."),
        N_("Ask its sender to write it again."),
    ),
    "receipt_foreign": (
        N_("The receipt is of a package that this desk did not make; nothing was noted."),
        N_("Ask its sender for the receipt of your package."),
    ),
    "receiver_unconfirmed": (
        N_("Nobody has confirmed a key of “{given}” that is in use: {keys}."),
        N_("Compare the fingerprint with that desk by telephone, then: kvdesk key confirm."),
    ),
    "scope_unknown": (
        N_("“{given}” is not something that can be sent."),
        N_("Write all, or meeting: and the number of a meeting, as in meeting:3/2026."),
    ),
    "segment_unreadable": (
        N_("The package holds unreadable changes (line {line}); nothing was taken from it."),
        N_("Ask the sender to export again with the current kvdesk."),
    ),
    "not_a_sheet": (
        N_("The file is not a workbook (.xlsx)."),
        N_("Ask the sender to save the workbook that you sent as .xlsx and send it again."),
    ),
    "sheet_damaged": (
        N_("The workbook is damaged; nothing was taken from it."),
        N_("Ask the sender to open it, save it as .xlsx again and send it anew."),
    ),
    "sheet_encrypted": (
        N_("The workbook is protected with a password; kvdesk cannot open it."),
        N_("Ask the sender to save it without a password."),
    ),
    "sheet_foreign": (
        N_("The workbook was not made by this desk; nothing was taken from it."),
        N_(
            "Ask the sender to fill in the workbook that you sent, and to save it under its own format."
        ),
    ),
    "sheet_in_the_way": (
        N_("The file {file} is there already and is not a workbook."),
        N_("Choose another name; kvdesk does not write over other files."),
    ),
    "sheet_old": (
        N_("The workbook is in the old format (.xls)."),
        N_("Ask the sender to save it as .xlsx and send it again."),
    ),
    "sheet_scope_missing": (
        N_("It has not been said whose rows the workbook shall have."),
        N_("Name a department or a body for actions, a meeting for attendance."),
    ),
    "sheet_too_big": (
        N_("The workbook is larger than kvdesk accepts; nothing was taken from it."),
        N_("Ask the sender to fill in the workbook that you sent, without anything added."),
    ),
    "sheet_with_links": (
        N_("The workbook has links to other files or programs; nothing was taken from it."),
        N_("Ask the sender to paste the answers as plain values into the workbook that you sent."),
    ),
    "sheet_with_macros": (
        N_("The workbook holds macros; nothing was taken from it."),
        N_("Ask the sender to save it as .xlsx, without macros."),
    ),
    "sheet_without_ids": (
        N_("The hidden column “kvdesk” is gone from the workbook; its rows cannot be told apart."),
        N_("Ask the sender to fill in the workbook that you sent, without deleting columns."),
    ),
    "sheet_without_rows": (
        N_("There is nothing to fill in: {title} has no rows."),
        N_("Choose another department, body or meeting, or take closed actions along."),
    ),
    "signature_wrong": (
        N_("The signature of the package does not match; nothing was taken from it."),
        N_("Do not trust the file; call the sender."),
    ),
    "signer_differs": (
        N_(
            "The package goes on with changes that bear the key {known}, but is signed with {found}; nothing was taken from it."
        ),
        N_("Do not trust the file; call the desk whose changes these are and compare the keys."),
    ),
    "signer_blocked": (
        N_("The file comes from a desk that is blocked here; nothing was taken from it."),
        N_("Accept the desk's key again if you believe it."),
    ),
    "signer_not_found": (
        N_("No single desk has a key that begins with “{given}”."),
        N_("Look at the status of the exchange folder and type more of the key."),
    ),
    "since_needs_all": (
        N_("What a desk lacks can be reckoned only when everything is sent."),
        N_("Leave out the scope, or leave out --since."),
    ),
    "stream_forked": (
        N_("The package tells another story of changes that this desk already has."),
        N_("Do not import it; call the sender: one of the desks may be a copy of another."),
    ),
}
