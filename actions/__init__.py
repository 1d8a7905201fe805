"""What is done with an understood message: an action per ``action_*.py`` and ``validate_*.py``, named as in the domain.

They share:

a message
    ``_turn``, and ``_words``: what it says, subject by subject
the action that serves it
    ``_matters`` (which serves what), ``_rerouting`` (whatever it was taken for), ``_asking_back``
an answer
    ``_matter_action``, ``_customer_action``, ``_selection``, ``_details``, ``_taking``, ``_forms``, ``_buttons``,
    ``_names``, ``_files``, ``_charts``, ``_contact``
an errand
    ``_errand``
records
    ``_backend`` (how they are fetched), ``_records`` (as types), and by subject: ``_bills``, ``_callback_times``,
    ``_callbacks``, ``_complaints``, ``_contracts``, ``_device_checks``, ``_notifications``, ``_orders``,
    ``_outage_steps``, ``_outages_of_strangers``, ``_papers``, ``_photos``, ``_reading_steps``, ``_switches``
"""
